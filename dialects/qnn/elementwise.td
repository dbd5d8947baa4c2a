// Operators that work element by element.
#ifndef QNN_ELEMENTWISE_TD
#define QNN_ELEMENTWISE_TD
include "base.td"

class QNN_UnaryOp<string mnemonic, string what, string formula>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<1x4x@Q>",
             "%arg0 : (tensor<1x4x@Q>) -> tensor<1x4x@Q>"> {
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
}
def QNN_AbsOp : QNN_UnaryOp<"abs", "absolute value", "output = |input|.">;
def QNN_EluOp : QNN_UnaryOp<"elu", "exponential linear unit", "output = input where it is positive, else exp(input) - 1, by way of float32.">;
def QNN_HardSwishOp : QNN_UnaryOp<"hard_swish", "hard swish", "output = input * min(max(input + 3, 0), 6) / 6, in 16-bit fixed point.">;
def QNN_LeakyReluOp : QNN_UnaryOp<"leaky_relu", "leaky rectifier", "output = input where it is not negative, else alpha * input."> {
  let arguments = (ins QuantTensor:$input, ByDefault<F32Attr, "0.00999999977 : f32">:$alpha);
}
def QNN_ReluOp : QNN_UnaryOp<"relu", "max(x, 0)", "output = max(input, 0), rescaled.">;
def QNN_Relu6Op : QNN_UnaryOp<"relu6", "min(max(x, 0), 6)", "The stored integers between those of 0 and 6; the result's scale is taken to be the input's.">;
def QNN_RsqrtOp : QNN_UnaryOp<"rsqrt", "reciprocal square root", "output = 1 / √input; the largest value for what is not positive.">;

class QNN_SigmoidalOp<string mnemonic, string what, string formula, string result>
    : QNN_Op<mnemonic, what, formula, "%arg0: tensor<1x4x@Q>",
             "%arg0 : (tensor<1x4x@Q>) -> tensor<1x4x" # result # ">"> {
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
}
def QNN_SigmoidOp : QNN_SigmoidalOp<"sigmoid", "logistic function", "output = 1 / (1 + exp(-input)), in fixed point.", "!quant.uniform<i8:f32, 3.906250e-03:-128>">;
def QNN_TanhOp : QNN_SigmoidalOp<"tanh", "hyperbolic tangent", "output = tanh(input), in fixed point.", "!quant.uniform<i8:f32, 7.812500e-03>">;

//===----------------------------------------------------------------------===//
// Two operands, with broadcast
//===----------------------------------------------------------------------===//

class QNN_PairOp<string mnemonic, string what, string formula, string result = "@Q">
    : QNN_Op<mnemonic, what, formula # " Sizes of one broadcast, missing leading sizes count as one.",
             "%arg0: tensor<1x4x@Q>, %arg1: tensor<1x4x@Q>",
             "%arg0, %arg1 : (tensor<1x4x@Q>, tensor<1x4x@Q>) -> tensor<1x4x" # result # ">"> {
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs);
  let results = (outs QuantTensor:$ofm);
}
// With a fused activation.
class QNN_BinaryOp<string mnemonic, string text, string formula>
    : QNN_PairOp<mnemonic, "element-wise " # text # " with broadcast", "ofm = act(" # formula # ")."> {
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs, Activation:$activation);
}
def QNN_AddOp : QNN_BinaryOp<"add", "sum", "lhs + rhs">;
def QNN_SubOp : QNN_BinaryOp<"sub", "difference", "lhs - rhs">;
def QNN_MulOp : QNN_BinaryOp<"mul", "product", "lhs * rhs">;
def QNN_DivOp : QNN_BinaryOp<"div", "quotient", "lhs / rhs">;

def QNN_MaxOp : QNN_PairOp<"max", "the larger", "The larger of the stored integers; nothing is rescaled.">;
def QNN_MinOp : QNN_PairOp<"min", "the smaller", "The smaller of the stored integers; nothing is rescaled.">;
def QNN_PreluOp : QNN_PairOp<"prelu", "rectifier with a slope an element", "ofm = lhs where it is not negative, else rhs * lhs.">;
def QNN_SquaredDifferenceOp : QNN_PairOp<"squared_difference", "square of the difference", "ofm = (lhs - rhs)².">;

class QNN_CompareOp<string mnemonic, string what, string sign>
    : QNN_PairOp<mnemonic, what, "ofm = lhs " # sign # " rhs, both on one scale.", "i1"> {
  let results = (outs ConditionTensor:$ofm);
}
def QNN_EqualOp : QNN_CompareOp<"equal", "equal", "==">;
def QNN_NotEqualOp : QNN_CompareOp<"not_equal", "not equal", "!=">;
def QNN_LessOp : QNN_CompareOp<"less", "less", "<">;
def QNN_LessEqualOp : QNN_CompareOp<"less_equal", "less or equal", "<=">;
def QNN_GreaterOp : QNN_CompareOp<"greater", "greater", ">">;
def QNN_GreaterEqualOp : QNN_CompareOp<"greater_equal", "greater or equal", ">=">;

def QNN_SelectOp : QNN_Op<"select", "one of two by a condition, with broadcast",
    "output = onTrue where condition holds, else onFalse; the stored integers, not rescaled. All three broadcast.",
    "%arg0: tensor<4xi1>, %arg1: tensor<1x4x@Q>, %arg2: tensor<1x4x@Q>",
    "%arg0, %arg1, %arg2 : (tensor<4xi1>, tensor<1x4x@Q>, tensor<1x4x@Q>) -> tensor<1x4x@Q>"> {
  let arguments = (ins ConditionTensor:$condition, QuantTensor:$onTrue, QuantTensor:$onFalse);
  let results = (outs QuantTensor:$output);
}

#endif // QNN_ELEMENTWISE_TD
