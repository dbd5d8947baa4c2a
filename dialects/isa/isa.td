// isa: one operation per machine instruction (declared in target/isa.td and added by index.ts), and
// what an object holds beside its commands: constants, places of tensors, host calls.
include "OpBase.td"

def Isa_Dialect : Dialect {
  let name = "isa";
  let summary = "machine instructions, and the constants and places of an object";
  let description = [{
    Every instruction of target/isa.td is an operation here too: `mac.conv` is `isa.mac_conv`, with a
    number attribute a field. The instruction set's own page, docs/npu/isa.md, says what each does.
  }];
}

class Isa_Op<string mnemonic, list<Trait> traits = []> : Op<Isa_Dialect, mnemonic, traits>;

def Isa_ConstantOp : Isa_Op<"constant", [Symbol]> {
  let summary = "bytes in off-chip memory, by a symbol that instructions name";
  let description = [{
    Example:
    ```mlir
    isa.constant @table dense<[1, 2, 3, 4]> : tensor<4xi8>
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, ElementsAttr:$value);
  let assemblyFormat = "$sym_name $value attr-dict";
}

def Isa_PlaceRole : StrEnumAttr<"PlaceRole", "what a place holds", [
  StrEnumAttrCase<"input">, StrEnumAttrCase<"output">, StrEnumAttrCase<"op">, StrEnumAttrCase<"state">]>;

def Isa_PlaceOp : Isa_Op<"place", []> {
  let summary = "where a tensor lies: an input, an output, state, or the result of a source operation";
  let description = [{
    `index` numbers inputs, outputs, state, and source operations. Every byte of state is `fill` before
    the first run. Absent `address`: the operation has no
    result of its own, and `note` says why. `last` is the number of the last instruction that writes
    it. `engine` is where the source operation runs.

    Example:
    ```mlir
    isa.place input 0 "image" {address = 0 : i64, tensor = tensor<1x8xi8>}
    ```
  }];
  let arguments = (ins Isa_PlaceRole:$role, I64Attr:$index, StrAttr:$tensor_name,
                       OptionalAttr<I64Attr>:$address, OptionalAttr<TypeAttr>:$tensor,
                       OptionalAttr<I64Attr>:$last, OptionalAttr<StrAttr>:$kind,
                       OptionalAttr<StrAttr>:$engine, OptionalAttr<StrAttr>:$note,
                       OptionalAttr<I64Attr>:$fill);
  let assemblyFormat = "$role $index $tensor_name attr-dict";
}

def Isa_HostCallOp : Isa_Op<"host_call", []> {
  let summary = "a kernel that the host runs at a sys_host instruction";
  let description = [{
    `inputs` and `outputs` are on-chip addresses, with the types in `input_types`, `output_types`.

    Example:
    ```mlir
    isa.host_call 0 "quantize" because "the NPU has no float arithmetic" {inputs = array<i64: 0>, input_types = [tensor<8xf32>], outputs = array<i64: 32>, output_types = [tensor<8x!quant.uniform<i8:f32, 5.000000e-01>>], attributes = {}}
    ```
  }];
  let arguments = (ins I64Attr:$index, StrAttr:$kernel, StrAttr:$reason,
                       DenseI64ArrayAttr:$inputs, TypeArrayAttr:$input_types,
                       DenseI64ArrayAttr:$outputs, TypeArrayAttr:$output_types,
                       DictionaryAttr:$attributes);
  let assemblyFormat = "$index $kernel `because` $reason attr-dict";
}
