// RUN: npu-tblgen --gen-op-doc %s | npu-filecheck %s

include "OpBase.td"

def Toy_Dialect : Dialect { let name = "toy"; }

// CHECK-LABEL: ### `toy.scale` (ScaleOp)
// CHECK: _Multiplies by a constant_
// CHECK: operation ::= `toy.scale` $input `by` $factor attr-dict `:` type($input)
// CHECK: Element by element.
// CHECK: Traits: `Pure`, `SameOperandsAndResultType`
// CHECK: #### Attributes
// CHECK: | `factor` | 64-bit signless integer attribute whose value is positive |
// CHECK: | `mode` | how to round: `up`, `down` | `"up"` |
// CHECK: #### Operands
// CHECK: | `input` | tensor of 32-bit float values | what is scaled |
// CHECK: #### Results
// CHECK: | `output` | tensor of 32-bit float values |
def Mode : StrEnumAttr<"Mode", "how to round", [StrEnumAttrCase<"up">, StrEnumAttrCase<"down">]>;
def Toy_ScaleOp : Op<Toy_Dialect, "scale", [Pure, SameOperandsAndResultType]> {
  let summary = "multiplies by a constant";
  let description = [{
    Element by element.
  }];
  let arguments = (ins Arg<TensorOf<[F32]>, "what is scaled">:$input,
                       ConfinedAttr<I64Attr, [IntPositive]>:$factor,
                       DefaultValuedAttr<Mode, "up">:$mode);
  let results = (outs TensorOf<[F32]>:$output);
  let assemblyFormat = "$input `by` $factor attr-dict `:` type($input)";
}
