// RUN: npu-opt --verify-roundtrip %s | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-opt | npu-filecheck %s
// RUN: npu-opt --mlir-print-op-generic %s | npu-filecheck %s --check-prefix=GENERIC

// CHECK: func.func @id(%arg0: i32) -> i32 {
// GENERIC: "func.func"() <{function_type = (i32) -> i32, sym_name = "id"}> ({
func.func @id(%arg0: i32) -> i32 {
  return %arg0 : i32
}

// A type without a name may have a location, which says nothing.
// CHECK: func.func private @located(i32 {t.a}, i8)
func.func private @located(i32 {t.a} loc("q"), i8 loc(unknown))
