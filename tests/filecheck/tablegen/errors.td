// RUN: not npu-tblgen --gen-op-doc %s 2>&1 | npu-filecheck %s

include "OpBase.td"

def Toy_Dialect : Dialect { let name = "toy"; }

def Toy_AOp : Op<Toy_Dialect, "a"> {
  let arguments = (ins I32:$input);
  // CHECK: errors.td:[[#@LINE+3]]:25: error: the op has nothing named '$inputs'; did you mean '$input'?
  // CHECK-NEXT: let assemblyFormat = "$inputs attr-dict";
  // CHECK-NEXT: {{^ +\^$}}
  let assemblyFormat = "$inputs attr-dict";
}
