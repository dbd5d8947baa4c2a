// qnn: the quantised graph. Types carry scale and zero point; the arithmetic is TensorFlow Lite's.
// See README.md beside this file for the rationale and the numbered constraints.
include "../common/common.td"

def QNN_Dialect : Dialect {
  let name = "qnn";
  let summary = "neural-network operators on quantized tensors, in TensorFlow Lite's integer arithmetic";
}

class QNN_Op<string mnemonic, list<Trait> traits = []> : Op<QNN_Dialect, mnemonic, traits>;

def QNN_ConstantOp : QNN_Op<"constant", [Pure, ConstantLike]> {
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

def QNN_Conv2DOp : QNN_Op<"conv2d", [Pure]> {
  let summary = "convolution";
  let description = [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx,i of ifm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, i] * filter[o,ky,kx,i]).
    ifm is NHWC, filter OHWI; taps outside the picture are zero.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = qnn.conv2d %arg0, %arg1 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<3x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<BiasTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_DepthwiseConv2DOp : QNN_Op<"depthwise_conv2d", [Pure]> {
  let summary = "convolution of each channel by itself";
  let description = [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx of ifm[n, .., .., o / m] * filter[0,ky,kx,o]), m the quotient of the channel counts.
    ifm is NHWC, filter 1HWO.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = qnn.depthwise_conv2d %arg0, %arg1 : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x3x3x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<BiasTensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_FullyConnectedOp : QNN_Op<"fully_connected", [Pure]> {
  let summary = "matrix product with a weight matrix";
  let description = [{
    ofm[b,o] = act(bias[o] + sum over k of ifm[b,k] * filter[o,k]). ifm of any rank is read as rows of k elements.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = qnn.fully_connected %arg0, %arg1 : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<4x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$ifm, QuantTensor:$filter, Optional<BiasTensor>:$bias, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class QNN_BinaryOp<string mnemonic, string text, string formula> : QNN_Op<mnemonic, [Pure]> {
  let summary = "element-wise " # text # " with broadcast";
  let description = "ofm = act(" # formula # [{); sizes of one broadcast, missing leading sizes count as one.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, %arg1: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.}] # mnemonic # [{ %arg0, %arg1 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def QNN_AddOp : QNN_BinaryOp<"add", "sum", "lhs + rhs">;
def QNN_MulOp : QNN_BinaryOp<"mul", "product", "lhs * rhs">;

def QNN_AvgPool2DOp : QNN_Op<"avg_pool2d", [Pure]> {
  let summary = "mean of each window";
  let description = [{
    The mean of the taps inside the picture, clamped by the activation. ifm is NHWC.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.avg_pool2d %arg0 {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_MaxPool2DOp : QNN_Op<"max_pool2d", [Pure]> {
  let summary = "maximum of each window";
  let description = [{
    The largest of the taps inside the picture, clamped by the activation. ifm is NHWC.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.max_pool2d %arg0 {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding, Activation:$activation);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_ReshapeOp : QNN_Op<"reshape", [Pure]> {
  let summary = "the same elements in another shape";
  let description = [{
    Row-major order stays; no element moves.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.reshape %arg0 : (tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_SoftmaxOp : QNN_Op<"softmax", [Pure]> {
  let summary = "softmax over the last dimension";
  let description = [{
    output = exp(beta * input) / sum of exp(beta * input), along the last dimension.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.softmax %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DefaultValuedAttr<F32Attr, "1.000000e+00 : f32">:$beta);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_ReluOp : QNN_Op<"relu", [Pure]> {
  let summary = "max(x, 0)";
  let description = [{
    Element by element.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.relu %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_Relu6Op : QNN_Op<"relu6", [Pure]> {
  let summary = "min(max(x, 0), 6)";
  let description = [{
    Element by element.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.relu6 %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_PadOp : QNN_Op<"pad", [Pure]> {
  let summary = "a border of zeros";
  let description = [{
    `before[i]` and `after[i]` elements meaning zero are put around dimension i.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.pad %arg0 {before = array<i64: 0, 1>, after = array<i64: 0, 1>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$before, DenseI64ArrayAttr:$after);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_MeanOp : QNN_Op<"mean", [Pure]> {
  let summary = "mean over some dimensions";
  let description = [{
    The result keeps the reduced dimensions as ones, or leaves them out.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.mean %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$axes);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_TransposeOp : QNN_Op<"transpose", [Pure]> {
  let summary = "dimensions in another order";
  let description = [{
    Dimension i of the result is dimension perm[i] of the input.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$perm);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_QuantizeOp : QNN_Op<"quantize", [Pure]> {
  let summary = "to stored integers, from floats or from other ones";
  let description = [{
    Rounds half away from zero and clamps to the storage type.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = qnn.quantize %arg0 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>
      return
    }
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_DequantizeOp : QNN_Op<"dequantize", [Pure]> {
  let summary = "the floats that stored integers mean";
  let description = [{
    output = (input - zero point) * scale.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) {
      %0 = qnn.dequantize %arg0 : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01:-1>>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
