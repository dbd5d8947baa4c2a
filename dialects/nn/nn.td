// nn: the float graph, free of any hardware. See README.md beside this file for the rationale and
// the numbered constraints.
include "../common/common.td"

def NN_Dialect : Dialect {
  let name = "nn";
  let summary = "neural-network operators on float tensors, free of any hardware";
}

class NN_Op<string mnemonic, list<Trait> traits = []> : Op<NN_Dialect, mnemonic, traits>;

def NN_ConstantOp : NN_Op<"constant", [Pure, ConstantLike, AllTypesMatch<["value", "output"]>]> {
  let summary = "a tensor known at compile time";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = nn.constant dense<1.0> : tensor<4xf32>
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
}

def NN_Conv2DOp : NN_Op<"conv2d", [Pure]> {
  let summary = "convolution";
  let description = [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx,i of ifm[n, y*sh + ky*dh - top, x*sw + kx*dw - left, i] * filter[o,ky,kx,i]).
    ifm is NHWC, filter OHWI; taps outside the picture are zero.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<3x3x3x2xf32>) {
      %0 = nn.conv2d %arg0, %arg1 {padding = array<i64: 1, 1, 1, 1>} : (tensor<1x4x4x2xf32>, tensor<3x3x3x2xf32>) -> tensor<1x4x4x3xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$ifm, F32Tensor:$filter, Optional<F32Tensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_DepthwiseConv2DOp : NN_Op<"depthwise_conv2d", [Pure]> {
  let summary = "convolution of each channel by itself";
  let description = [{
    ofm[n,y,x,o] = act(bias[o] + sum over ky,kx of ifm[n, .., .., o / m] * filter[0,ky,kx,o]), m the quotient of the channel counts.
    ifm is NHWC, filter 1HWO.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2xf32>, %arg1: tensor<1x3x3x2xf32>) {
      %0 = nn.depthwise_conv2d %arg0, %arg1 : (tensor<1x4x4x2xf32>, tensor<1x3x3x2xf32>) -> tensor<1x2x2x2xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$ifm, F32Tensor:$filter, Optional<F32Tensor>:$bias, Ones:$stride, Ones:$dilation, NoPadding:$padding, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_FullyConnectedOp : NN_Op<"fully_connected", [Pure]> {
  let summary = "matrix product with a weight matrix";
  let description = [{
    ofm[b,o] = act(bias[o] + sum over k of ifm[b,k] * filter[o,k]). ifm of any rank is read as rows of k elements.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x8xf32>, %arg1: tensor<4x8xf32>) {
      %0 = nn.fully_connected %arg0, %arg1 : (tensor<1x8xf32>, tensor<4x8xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$ifm, F32Tensor:$filter, Optional<F32Tensor>:$bias, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class NN_BinaryOp<string mnemonic, string text, string formula> : NN_Op<mnemonic, [Pure]> {
  let summary = "element-wise " # text # " with broadcast";
  let description = "ofm = act(" # formula # [{); sizes of one broadcast, missing leading sizes count as one.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>, %arg1: tensor<1x4xf32>) {
      %0 = nn.}] # mnemonic # [{ %arg0, %arg1 : (tensor<1x4xf32>, tensor<1x4xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$lhs, F32Tensor:$rhs, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def NN_AddOp : NN_BinaryOp<"add", "sum", "lhs + rhs">;
def NN_MulOp : NN_BinaryOp<"mul", "product", "lhs * rhs">;

def NN_AvgPool2DOp : NN_Op<"avg_pool2d", [Pure]> {
  let summary = "mean of each window";
  let description = [{
    The mean of the taps inside the picture, clamped by the activation. ifm is NHWC.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2xf32>) {
      %0 = nn.avg_pool2d %arg0 {kernel = array<i64: 2, 2>, stride = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2x2x2xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$ifm attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_MaxPool2DOp : NN_Op<"max_pool2d", [Pure]> {
  let summary = "maximum of each window";
  let description = [{
    The largest of the taps inside the picture, clamped by the activation. ifm is NHWC.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2xf32>) {
      %0 = nn.max_pool2d %arg0 {kernel = array<i64: 2, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x3x3x2xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding, Activation:$activation);
  let results = (outs F32Tensor:$ofm);
  let assemblyFormat = "$ifm attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_ReshapeOp : NN_Op<"reshape", [Pure]> {
  let summary = "the same elements in another shape";
  let description = [{
    Row-major order stays; no element moves.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x2x2xf32>) {
      %0 = nn.reshape %arg0 : (tensor<1x2x2xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_SoftmaxOp : NN_Op<"softmax", [Pure]> {
  let summary = "softmax over the last dimension";
  let description = [{
    output = exp(beta * input) / sum of exp(beta * input), along the last dimension.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = nn.softmax %arg0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input, DefaultValuedAttr<F32Attr, "1.000000e+00 : f32">:$beta);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_ReluOp : NN_Op<"relu", [Pure]> {
  let summary = "max(x, 0)";
  let description = [{
    Element by element.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = nn.relu %arg0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_Relu6Op : NN_Op<"relu6", [Pure]> {
  let summary = "min(max(x, 0), 6)";
  let description = [{
    Element by element.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = nn.relu6 %arg0 : (tensor<1x4xf32>) -> tensor<1x4xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_PadOp : NN_Op<"pad", [Pure]> {
  let summary = "a border of zeros";
  let description = [{
    `before[i]` and `after[i]` elements meaning zero are put around dimension i.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = nn.pad %arg0 {before = array<i64: 0, 1>, after = array<i64: 0, 1>} : (tensor<1x4xf32>) -> tensor<1x6xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input, DenseI64ArrayAttr:$before, DenseI64ArrayAttr:$after);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_MeanOp : NN_Op<"mean", [Pure]> {
  let summary = "mean over some dimensions";
  let description = [{
    The result keeps the reduced dimensions as ones, or leaves them out.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2xf32>) {
      %0 = nn.mean %arg0 {axes = array<i64: 1, 2>} : (tensor<1x4x4x2xf32>) -> tensor<1x2xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input, DenseI64ArrayAttr:$axes);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NN_TransposeOp : NN_Op<"transpose", [Pure]> {
  let summary = "dimensions in another order";
  let description = [{
    Dimension i of the result is dimension perm[i] of the input.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x3xf32>) {
      %0 = nn.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
      return
    }
    ```
  }];
  let arguments = (ins F32Tensor:$input, DenseI64ArrayAttr:$perm);
  let results = (outs F32Tensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
