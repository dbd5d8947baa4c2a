// What all groups of qnn share: the dialect, its tensors, and the form of an operation with its example.
#ifndef QNN_BASE_TD
#define QNN_BASE_TD
include "../common/common.td"

def QNN_Dialect : Dialect {
  let name = "qnn";
  let summary = "neural-network operators on quantized tensors, in TensorFlow Lite's integer arithmetic";
}

def WideBiasTensor : RankedTensorOf<[I16, I32, I64]>;
def StoredIndexTensor : RankedTensorOf<[I32, I64]>;
def ConditionTensor : RankedTensorOf<[I1]>;
class ByDefault<Attr attr, string text> : DefaultValuedAttr<attr, text>;
def Off : ByDefault<BoolAttr, "false">;
def Zeros : ByDefault<WindowAttr, "array<i64: 0, 0>">;
def Axis : ConfinedAttr<I64Attr, [IntNonNegative]>;

// The element types of the examples: @Q of activations, @W of weights, @State of what stays.
class ExampleText<string text> {
  string q = !subst("@Q", "!quant.uniform<i8:f32, 5.000000e-01:-1>", text);
  string w = !subst("@W", "!quant.uniform<i8:f32, 2.500000e-01>", q);
  string out = !subst("@State", "!quant.uniform<i16:f32, 1.250000e-01>", w);
}

// An operation: its mnemonic, what it is in a few words, its formula, and an example, given as the
// parameters of the function and what stands behind the mnemonic.
class QNN_Op<string mnemonic, string what, string formula, string params, string example,
             list<Trait> traits = [Pure]> : Op<QNN_Dialect, mnemonic, traits> {
  let summary = what;
  let description = formula # ExampleText<"\n\n    Example:\n    ```mlir\n    func.func @example(" # params #
    ") {\n      %0 = qnn." # mnemonic # " " # example # "\n      return\n    }\n    ```\n">.out;
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
// With several results: `count` of them.
class QNN_ManyOp<string mnemonic, int count, string what, string formula, string params, string example>
    : QNN_Op<mnemonic, what, formula, params, example> {
  let description = formula # ExampleText<"\n\n    Example:\n    ```mlir\n    func.func @example(" # params #
    ") {\n      %0:" # count # " = qnn." # mnemonic # " " # example # "\n      return\n    }\n    ```\n">.out;
}

def QNN_ConstantOp : Op<QNN_Dialect, "constant", [Pure, ConstantLike]> {
  let summary = "stored elements known at compile time";
  let description = [{
    `value` holds the stored integers; the result's type says what they mean.

    Example:
    ```mlir
    func.func @example() {
      %0 = qnn.constant dense<[1, 2]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "$value `as` type($output) attr-dict";
  let hasVerifier = 1;
}

def QNN_QuantizeOp : QNN_Op<"quantize", "to stored integers, from floats or from other ones",
    "Rounds half away from zero and clamps to the storage type.",
    "%arg0: tensor<1x4xf32>", "%arg0 : (tensor<1x4xf32>) -> tensor<1x4x@Q>"> {
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs QuantTensor:$output);
}

def QNN_DequantizeOp : QNN_Op<"dequantize", "the floats that stored integers mean",
    "output = (input - zero point) * scale, each along the axis of a type with several scales.",
    "%arg0: tensor<1x4x@Q>", "%arg0 : (tensor<1x4x@Q>) -> tensor<1x4xf32>"> {
  let arguments = (ins QuantTensor:$input);
  let results = (outs F32Tensor:$output);
}

#endif // QNN_BASE_TD
