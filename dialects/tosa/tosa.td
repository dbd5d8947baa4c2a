// The part of upstream's tosa dialect (MLIR 19) that networks in use are written in, as it is read: names
// and text form. What the operators mean is said by the front end that imports them, frontend/tosa; the
// whole dialect with its verifiers is upstream's own spec, `npu-opt --dialect-td=.../TosaOps.td`.
include "OpBase.td"

def Tosa_Dialect : Dialect {
  let name = "tosa";
  let summary = "networks as upstream's tosa has them, to be imported";
}

// An operator: its attributes are those of the text, unchecked here.
class Tosa_Op<string mnemonic, string what, string params, string operands, string types>
    : Op<Tosa_Dialect, mnemonic, [Pure]> {
  let summary = what;
  let description = "As TOSA's " # mnemonic # ".\n\n    Example:\n    ```mlir\n    func.func @example(" # params #
    ") {\n      %0 = tosa." # mnemonic # " " # operands # " : (" # types # ") -> tensor<2x3xf32>\n      return\n    }\n    ```\n";
  let arguments = (ins Variadic<AnyRankedTensor>:$inputs);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}
class Tosa_One<string mnemonic, string what>
    : Tosa_Op<mnemonic, what, "%arg0: tensor<2x3xf32>", "%arg0", "tensor<2x3xf32>">;
class Tosa_Two<string mnemonic, string what>
    : Tosa_Op<mnemonic, what, "%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>", "%arg0, %arg1",
              "tensor<2x3xf32>, tensor<2x3xf32>">;
class Tosa_Three<string mnemonic, string what>
    : Tosa_Op<mnemonic, what, "%arg0: tensor<2x3xf32>, %arg1: tensor<2x3xf32>, %arg2: tensor<2x3xf32>",
              "%arg0, %arg1, %arg2", "tensor<2x3xf32>, tensor<2x3xf32>, tensor<2x3xf32>">;

def Tosa_ConstOp : Op<Tosa_Dialect, "const", [ConstantLike, Pure, AllTypesMatch<["value", "output"]>]> {
  let summary = "a tensor known at compile time";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = "tosa.const"() <{value = dense<1.0> : tensor<4xf32>}> : () -> tensor<4xf32>
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$output);
}

def Tosa_AbsOp : Tosa_One<"abs", "absolute value">;
def Tosa_ArgmaxOp : Tosa_One<"argmax", "where the largest element is">;
def Tosa_AvgPool2dOp : Tosa_One<"avg_pool2d", "mean of each window">;
def Tosa_BitwiseNotOp : Tosa_One<"bitwise_not", "complement of every bit">;
def Tosa_CastOp : Tosa_One<"cast", "conversion of the element type">;
def Tosa_CeilOp : Tosa_One<"ceil", "smallest integer that is not less">;
def Tosa_ClampOp : Tosa_One<"clamp", "limited to a range">;
def Tosa_ErfOp : Tosa_One<"erf", "error function">;
def Tosa_ExpOp : Tosa_One<"exp", "exponential">;
def Tosa_FloorOp : Tosa_One<"floor", "largest integer that is not greater">;
def Tosa_IdentityOp : Tosa_One<"identity", "its input">;
def Tosa_LogOp : Tosa_One<"log", "natural logarithm">;
def Tosa_LogicalNotOp : Tosa_One<"logical_not", "logical not">;
def Tosa_MaxPool2dOp : Tosa_One<"max_pool2d", "maximum of each window">;
def Tosa_NegateOp : Tosa_One<"negate", "change of sign">;
def Tosa_ReciprocalOp : Tosa_One<"reciprocal", "reciprocal">;
def Tosa_ReduceAllOp : Tosa_One<"reduce_all", "logical and over a dimension">;
def Tosa_ReduceAnyOp : Tosa_One<"reduce_any", "logical or over a dimension">;
def Tosa_ReduceMaxOp : Tosa_One<"reduce_max", "maximum over a dimension">;
def Tosa_ReduceMinOp : Tosa_One<"reduce_min", "minimum over a dimension">;
def Tosa_ReduceProdOp : Tosa_One<"reduce_prod", "product over a dimension">;
def Tosa_ReduceSumOp : Tosa_One<"reduce_sum", "sum over a dimension">;
def Tosa_ReshapeOp : Tosa_One<"reshape", "the same elements in another shape">;
def Tosa_ResizeOp : Tosa_One<"resize", "another size by interpolation">;
def Tosa_ReverseOp : Tosa_One<"reverse", "a dimension back to front">;
def Tosa_RsqrtOp : Tosa_One<"rsqrt", "reciprocal square root">;
def Tosa_SigmoidOp : Tosa_One<"sigmoid", "logistic function">;
def Tosa_SliceOp : Tosa_One<"slice", "a box of elements">;
def Tosa_TanhOp : Tosa_One<"tanh", "hyperbolic tangent">;
def Tosa_TileOp : Tosa_One<"tile", "repeated along the dimensions">;

def Tosa_AddOp : Tosa_Two<"add", "sum">;
def Tosa_BitwiseAndOp : Tosa_Two<"bitwise_and", "and of every bit">;
def Tosa_BitwiseOrOp : Tosa_Two<"bitwise_or", "or of every bit">;
def Tosa_BitwiseXorOp : Tosa_Two<"bitwise_xor", "exclusive or of every bit">;
def Tosa_EqualOp : Tosa_Two<"equal", "equal">;
def Tosa_GatherOp : Tosa_Two<"gather", "slices by number">;
def Tosa_GreaterOp : Tosa_Two<"greater", "greater">;
def Tosa_GreaterEqualOp : Tosa_Two<"greater_equal", "greater or equal">;
def Tosa_IntDivOp : Tosa_Two<"int_div", "quotient of integers">;
def Tosa_LogicalAndOp : Tosa_Two<"logical_and", "logical and">;
def Tosa_LogicalLeftShiftOp : Tosa_Two<"logical_left_shift", "shift towards the high bits">;
def Tosa_LogicalOrOp : Tosa_Two<"logical_or", "logical or">;
def Tosa_LogicalRightShiftOp : Tosa_Two<"logical_right_shift", "shift towards the low bits">;
def Tosa_LogicalXorOp : Tosa_Two<"logical_xor", "logical exclusive or">;
def Tosa_MatmulOp : Tosa_Two<"matmul", "product of matrices">;
def Tosa_MaximumOp : Tosa_Two<"maximum", "the larger">;
def Tosa_MinimumOp : Tosa_Two<"minimum", "the smaller">;
def Tosa_MulOp : Tosa_Two<"mul", "product">;
def Tosa_PowOp : Tosa_Two<"pow", "power">;
def Tosa_SubOp : Tosa_Two<"sub", "difference">;
def Tosa_TransposeOp : Tosa_Two<"transpose", "dimensions in another order">;

def Tosa_Conv2dOp : Tosa_Three<"conv2d", "convolution">;
def Tosa_Conv3dOp : Tosa_Three<"conv3d", "convolution over three spatial dimensions">;
def Tosa_DepthwiseConv2dOp : Tosa_Three<"depthwise_conv2d", "convolution of each channel by itself">;
def Tosa_FullyConnectedOp : Tosa_Three<"fully_connected", "matrix product with a weight matrix">;
def Tosa_SelectOp : Tosa_Three<"select", "one of two by a condition">;
def Tosa_TransposeConv2dOp : Tosa_Three<"transpose_conv2d", "transposed convolution">;

def Tosa_ConcatOp : Tosa_Two<"concat", "tensors behind one another">;
def Tosa_PadOp : Tosa_Two<"pad", "a border">;
