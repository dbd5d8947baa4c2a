// Operators that work element by element.
#ifndef NN_ELEMENTWISE_TD
#define NN_ELEMENTWISE_TD
include "base.td"

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

class NN_UnaryOp<string mnemonic, string what, string formula, Type type = FloatTensor,
                 string element = "f32", list<Trait> traits = [Pure]>
    : NN_Op<mnemonic, what, formula, "%arg0: tensor<2x3x" # element # ">",
            "%arg0 : (tensor<2x3x" # element # ">) -> tensor<2x3x" # element # ">", traits> {
  let arguments = (ins type:$input);
  let results = (outs type:$output);
}
def NN_AbsOp : NN_UnaryOp<"abs", "absolute value", "output = |input|.", NumberTensor, "f32", [Pure, Idempotent]>;
def NN_AcosOp : NN_UnaryOp<"acos", "arc cosine", "output = arccos(input).">;
def NN_AcoshOp : NN_UnaryOp<"acosh", "inverse hyperbolic cosine", "output = arcosh(input).">;
def NN_AsinOp : NN_UnaryOp<"asin", "arc sine", "output = arcsin(input).">;
def NN_AsinhOp : NN_UnaryOp<"asinh", "inverse hyperbolic sine", "output = arsinh(input).">;
def NN_AtanOp : NN_UnaryOp<"atan", "arc tangent", "output = arctan(input).">;
def NN_AtanhOp : NN_UnaryOp<"atanh", "inverse hyperbolic tangent", "output = artanh(input).">;
def NN_BitwiseNotOp : NN_UnaryOp<"bitwise_not", "complement of every bit", "output = ~input.", IntegerTensor, "i32", [Pure, Involution]>;
def NN_CeilOp : NN_UnaryOp<"ceil", "smallest integer that is not less", "output = ⌈input⌉.", FloatTensor, "f32", [Pure, Idempotent]>;
def NN_CosOp : NN_UnaryOp<"cos", "cosine", "output = cos(input).">;
def NN_CoshOp : NN_UnaryOp<"cosh", "hyperbolic cosine", "output = cosh(input).">;
def NN_ErfOp : NN_UnaryOp<"erf", "error function", "output = 2/√π · ∫ exp(-t²) dt from 0 to input.">;
def NN_ExpOp : NN_UnaryOp<"exp", "exponential", "output = exp(input).">;
def NN_FloorOp : NN_UnaryOp<"floor", "largest integer that is not greater", "output = ⌊input⌋.", FloatTensor, "f32", [Pure, Idempotent]>;
def NN_HardSwishOp : NN_UnaryOp<"hard_swish", "hard swish", "output = input · min(max(input + 3, 0), 6) / 6.">;
def NN_LogOp : NN_UnaryOp<"log", "natural logarithm", "output = ln(input).">;
def NN_MishOp : NN_UnaryOp<"mish", "mish", "output = input · tanh(ln(1 + exp(input))).">;
def NN_NegOp : NN_UnaryOp<"neg", "change of sign", "output = -input.", NumberTensor, "f32", [Pure, Involution]>;
def NN_NotOp : NN_UnaryOp<"not", "logical not", "output = !input.", BoolTensor, "i1", [Pure, Involution]>;
def NN_ReciprocalOp : NN_UnaryOp<"reciprocal", "reciprocal", "output = 1 / input.">;
def NN_ReluOp : NN_UnaryOp<"relu", "max(x, 0)", "output = max(input, 0).", NumberTensor, "f32", [Pure, Idempotent]>;
def NN_Relu6Op : NN_UnaryOp<"relu6", "min(max(x, 0), 6)", "output = min(max(input, 0), 6).", NumberTensor, "f32", [Pure, Idempotent]>;
def NN_RoundOp : NN_UnaryOp<"round", "nearest integer, halves to the even one", "output = the integer nearest to input; of two the even one.", FloatTensor, "f32", [Pure, Idempotent]>;
def NN_RsqrtOp : NN_UnaryOp<"rsqrt", "reciprocal square root", "output = 1 / √input.">;
def NN_SigmoidOp : NN_UnaryOp<"sigmoid", "logistic function", "output = 1 / (1 + exp(-input)).">;
def NN_SignOp : NN_UnaryOp<"sign", "sign", "output = -1, 0 or 1, as input is less than, equal to or greater than zero.", NumberTensor, "f32", [Pure, Idempotent]>;
def NN_SiluOp : NN_UnaryOp<"silu", "sigmoid linear unit (swish)", "output = input / (1 + exp(-input)).">;
def NN_SinOp : NN_UnaryOp<"sin", "sine", "output = sin(input).">;
def NN_SinhOp : NN_UnaryOp<"sinh", "hyperbolic sine", "output = sinh(input).">;
def NN_SoftplusOp : NN_UnaryOp<"softplus", "softplus", "output = ln(1 + exp(input)).">;
def NN_SoftsignOp : NN_UnaryOp<"softsign", "softsign", "output = input / (1 + |input|).">;
def NN_SqrtOp : NN_UnaryOp<"sqrt", "square root", "output = √input.">;
def NN_TanOp : NN_UnaryOp<"tan", "tangent", "output = tan(input).">;
def NN_TanhOp : NN_UnaryOp<"tanh", "hyperbolic tangent", "output = tanh(input).">;

// With parameters.
def NN_CeluOp : NN_UnaryOp<"celu", "continuously differentiable exponential linear unit", "output = max(input, 0) + min(alpha · (exp(input / alpha) - 1), 0).", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"1.000000e+00">:$alpha);
}
def NN_ClampOp : NN_Op<"clamp", "limited to a range", "output = min(max(input, min), max); the limits are values of the element type.",
    "%arg0: tensor<2x3xf32>", "%arg0 {max = 1.000000e+00 : f64, min = 0.000000e+00 : f64} : (tensor<2x3xf32>) -> tensor<2x3xf32>", [Pure, Idempotent]> {
  let arguments = (ins NumberTensor:$input, F64Attr:$min, F64Attr:$max);
  let results = (outs NumberTensor:$output);
}
def NN_EluOp : NN_UnaryOp<"elu", "exponential linear unit", "output = input where it is positive, else alpha · (exp(input) - 1).", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"1.000000e+00">:$alpha);
}
def NN_GeluOp : NN_UnaryOp<"gelu", "Gaussian error linear unit", "output = input/2 · (1 + erf(input/√2)); with `approximate` input/2 · (1 + tanh(√(2/π) · (input + 0.044715 · input³))).", FloatTensor> {
  let arguments = (ins FloatTensor:$input, OffByDefault:$approximate);
}
def NN_HardSigmoidOp : NN_UnaryOp<"hard_sigmoid", "hard sigmoid", "output = min(max(alpha · input + beta, 0), 1).", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"2.000000e-01">:$alpha, DefaultF32<"5.000000e-01">:$beta);
}
def NN_LeakyReluOp : NN_UnaryOp<"leaky_relu", "leaky rectifier", "output = input where it is not negative, else alpha · input.", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"0.00999999977">:$alpha);
}
def NN_SeluOp : NN_UnaryOp<"selu", "scaled exponential linear unit", "output = gamma · input where it is positive, else gamma · alpha · (exp(input) - 1).", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"1.67326319">:$alpha, DefaultF32<"1.05070102">:$gamma);
}
def NN_ShrinkOp : NN_UnaryOp<"shrink", "shrinkage", "output = input + bias below -threshold, input - bias above threshold, else 0.", NumberTensor> {
  let arguments = (ins NumberTensor:$input, DefaultF32<"0.000000e+00">:$bias, DefaultF32<"5.000000e-01">:$threshold);
}
def NN_ThresholdedReluOp : NN_UnaryOp<"thresholded_relu", "thresholded rectifier", "output = input where it is greater than alpha, else 0.", FloatTensor> {
  let arguments = (ins FloatTensor:$input, DefaultF32<"1.000000e+00">:$alpha);
}
def NN_CastOp : NN_Op<"cast", "conversion of the element type", "output = input in the result's element type. A float becomes an integer by dropping its fraction (one of fewer than 8 bits by rounding, halves to even), anything becomes i1 as `!= 0`. A float beyond the range of an 8-bit float becomes its largest value with `saturate`, else infinity or NaN.",
    "%arg0: tensor<2x3xf32>", "%arg0 : (tensor<2x3xf32>) -> tensor<2x3xi32>"> {
  let arguments = (ins NumberTensor:$input, OnByDefault:$saturate);
  let results = (outs NumberTensor:$output);
}
class NN_TestOp<string mnemonic, string what, string formula>
    : NN_Op<mnemonic, what, formula, "%arg0: tensor<2x3xf32>", "%arg0 : (tensor<2x3xf32>) -> tensor<2x3xi1>"> {
  let arguments = (ins FloatTensor:$input);
  let results = (outs BoolTensor:$output);
}
def NN_IsInfOp : NN_TestOp<"is_inf", "whether infinite", "output = input is an infinity, of a sign that is asked for."> {
  let arguments = (ins FloatTensor:$input, OnByDefault:$negative, OnByDefault:$positive);
}
def NN_IsNanOp : NN_TestOp<"is_nan", "whether not a number", "output = input is NaN.">;

//===----------------------------------------------------------------------===//
// Two operands, with broadcast
//===----------------------------------------------------------------------===//

class NN_PairOp<string mnemonic, string what, string formula, Type type, string element, string result>
    : NN_Op<mnemonic, what, formula # " Sizes of one broadcast; missing leading sizes count as one.",
            "%arg0: tensor<2x4x" # element # ">, %arg1: tensor<4x" # element # ">",
            "%arg0, %arg1 : (tensor<2x4x" # element # ">, tensor<4x" # element # ">) -> tensor<2x4x" # result # ">"> {
  let arguments = (ins type:$lhs, type:$rhs);
  let results = (outs type:$ofm);
}
// With a fused activation.
class NN_BinaryOp<string mnemonic, string what, string formula>
    : NN_PairOp<mnemonic, "element-wise " # what # " with broadcast", "ofm = act(" # formula # ").", NumberTensor, "f32", "f32"> {
  let arguments = (ins NumberTensor:$lhs, NumberTensor:$rhs, Activation:$activation);
}
def NN_AddOp : NN_BinaryOp<"add", "sum", "lhs + rhs">;
def NN_MulOp : NN_BinaryOp<"mul", "product", "lhs * rhs">;
def NN_SubOp : NN_BinaryOp<"sub", "difference", "lhs - rhs">;
def NN_DivOp : NN_BinaryOp<"div", "quotient; integers drop the fraction", "lhs / rhs">;

class NN_NumberPairOp<string mnemonic, string what, string formula> : NN_PairOp<mnemonic, what, formula, NumberTensor, "f32", "f32">;
def NN_Atan2Op : NN_PairOp<"atan2", "angle of a point", "ofm = the angle of the point (x = rhs, y = lhs).", FloatTensor, "f32", "f32">;
def NN_FloorDivOp : NN_NumberPairOp<"floor_div", "quotient rounded down", "ofm = ⌊lhs / rhs⌋.">;
def NN_MaxOp : NN_NumberPairOp<"max", "the larger", "ofm = max(lhs, rhs); NaN where one is.">;
def NN_MinOp : NN_NumberPairOp<"min", "the smaller", "ofm = min(lhs, rhs); NaN where one is.">;
def NN_ModOp : NN_NumberPairOp<"mod", "remainder", "ofm = lhs - rhs · ⌊lhs / rhs⌋, with the sign of rhs; with `truncated` lhs - rhs · trunc(lhs / rhs), with the sign of lhs."> {
  let arguments = (ins NumberTensor:$lhs, NumberTensor:$rhs, OffByDefault:$truncated);
}
def NN_PowOp : NN_NumberPairOp<"pow", "power", "ofm = lhs ^ rhs, of lhs' element type; rhs may have another.">;
def NN_PreluOp : NN_NumberPairOp<"prelu", "rectifier with a slope an element", "ofm = lhs where it is not negative, else rhs · lhs.">;
def NN_SquaredDifferenceOp : NN_NumberPairOp<"squared_difference", "square of the difference", "ofm = (lhs - rhs)².">;

class NN_CompareOp<string mnemonic, string what, string sign>
    : NN_PairOp<mnemonic, what, "ofm = lhs " # sign # " rhs.", NumberTensor, "f32", "i1"> {
  let results = (outs BoolTensor:$ofm);
}
def NN_EqualOp : NN_CompareOp<"equal", "equal", "==">;
def NN_NotEqualOp : NN_CompareOp<"not_equal", "not equal", "!=">;
def NN_LessOp : NN_CompareOp<"less", "less", "<">;
def NN_LessEqualOp : NN_CompareOp<"less_equal", "less or equal", "<=">;
def NN_GreaterOp : NN_CompareOp<"greater", "greater", ">">;
def NN_GreaterEqualOp : NN_CompareOp<"greater_equal", "greater or equal", ">=">;

class NN_LogicOp<string mnemonic, string what> : NN_PairOp<mnemonic, what, "ofm = lhs " # mnemonic # " rhs.", BoolTensor, "i1", "i1">;
def NN_AndOp : NN_LogicOp<"and", "logical and">;
def NN_OrOp : NN_LogicOp<"or", "logical or">;
def NN_XorOp : NN_LogicOp<"xor", "logical exclusive or">;

class NN_BitOp<string mnemonic, string what, string formula> : NN_PairOp<mnemonic, what, formula, IntegerTensor, "i32", "i32">;
def NN_BitwiseAndOp : NN_BitOp<"bitwise_and", "and of every bit", "ofm = lhs & rhs.">;
def NN_BitwiseOrOp : NN_BitOp<"bitwise_or", "or of every bit", "ofm = lhs | rhs.">;
def NN_BitwiseXorOp : NN_BitOp<"bitwise_xor", "exclusive or of every bit", "ofm = lhs ^ rhs.">;
def NN_ShiftLeftOp : NN_BitOp<"shift_left", "shift towards the high bits", "ofm = lhs · 2^rhs; what leaves the element is lost, a shift by its width or more gives 0.">;
def NN_ShiftRightOp : NN_BitOp<"shift_right", "shift towards the low bits", "ofm = ⌊lhs / 2^rhs⌋; a signed element keeps its sign.">;

def NN_SelectOp : NN_Op<"select", "one of two by a condition, with broadcast", "output = onTrue where condition holds, else onFalse. All three broadcast.",
    "%arg0: tensor<2x1xi1>, %arg1: tensor<2x4xf32>, %arg2: tensor<4xf32>",
    "%arg0, %arg1, %arg2 : (tensor<2x1xi1>, tensor<2x4xf32>, tensor<4xf32>) -> tensor<2x4xf32>"> {
  let arguments = (ins BoolTensor:$condition, NumberTensor:$onTrue, NumberTensor:$onFalse);
  let results = (outs NumberTensor:$output);
}

#endif // NN_ELEMENTWISE_TD
