// npu: tasks of the chip's engines, and host calls, on whole tensors. The arithmetic is explicit
// (multipliers, shifts, tables), so that a task means the same whatever its tensors' scales say.
include "../common/common.td"

def NPU_Dialect : Dialect {
  let name = "npu";
  let summary = "engine tasks and host calls on whole tensors";
}

class NPU_Op<string mnemonic, list<Trait> traits = []> : Op<NPU_Dialect, mnemonic, traits>;

// Output stage of the MAC engine: per output channel (or one for all) multiplier and shift, zero
// point, clamp, and a table for what a clamp cannot say.
defvar OutputStage = (ins DenseI32ArrayAttr:$multipliers, DenseI32ArrayAttr:$shifts,
                          I64Attr:$ifm_zp, I64Attr:$ofm_zp, I64Attr:$act_min, I64Attr:$act_max,
                          OptionalAttr<ElementsAttr>:$lut);
defvar Window = (ins Ones:$stride, Ones:$dilation, NoPadding:$padding);

class NPU_MacOp<string mnemonic, string text, dag window> : NPU_Op<mnemonic, [Pure]> {
  let summary = text;
  let arguments = !con((ins QuantTensor:$ifm, QuantTensor:$filter, Optional<BiasTensor>:$bias),
                       window, OutputStage);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm `,` $filter (`,` $bias^)? attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_ConstantOp : NPU_Op<"constant", [Pure, ConstantLike]> {
  let summary = "stored elements known at compile time";
  let description = [{
    Example:
    ```mlir
    func.func @example() {
      %0 = npu.constant dense<[1, 2]> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "$value `as` type($output) attr-dict";
}

def NPU_Conv2DOp : NPU_MacOp<"conv2d", "convolution on the MAC engine", Window> {
  let description = [{
    acc[y,x,o] = bias[o] + sum of (ifm - ifm_zp) * filter[o,ky,kx,i]; then
    ofm = clamp(requantize(acc, multipliers[o], shifts[o]) + ofm_zp, act_min, act_max), or lut of it.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = npu.conv2d %arg0, %arg1 {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x1x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
}

def NPU_DepthwiseConv2DOp : NPU_MacOp<"depthwise_conv2d", "depthwise convolution on the MAC engine", Window> {
  let description = [{
    As conv2d with one input channel an output channel: filter is 1HWO, output channel o reads
    input channel o / m, m the quotient of the channel counts.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = npu.depthwise_conv2d %arg0, %arg1 {multipliers = array<i32: 1073741824, 1073741824>, shifts = array<i32: 0, 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x1x1x2x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
}

def NPU_MatmulOp : NPU_MacOp<"matmul", "matrix product on the MAC engine", (ins)> {
  let description = [{
    ofm[b,o] as conv2d over rows of ifm; filter is OI. An ifm of any rank is read as rows.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, %arg1: tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) {
      %0 = npu.matmul %arg0, %arg1 {multipliers = array<i32: 1073741824>, shifts = array<i32: 0>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x8x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x8x!quant.uniform<i8:f32, 2.500000e-01>>) -> tensor<1x1x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
}

def NPU_AddOp : NPU_Op<"add", [Pure]> {
  let summary = "rescaled sum on the VEC engine";
  let description = [{
    Each operand less its zero point is shifted left, rescaled by its multiplier and shift, and
    the sum rescaled to the output; sizes of one broadcast.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.add %arg0, %arg0 {lhs_zp = 0 : i64, lhs_multiplier = 1073741824 : i64, lhs_shift = 0 : i64, rhs_zp = 0 : i64, rhs_multiplier = 1073741824 : i64, rhs_shift = 0 : i64, left_shift = 20 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = -18 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs,
                       I64Attr:$lhs_zp, I64Attr:$lhs_multiplier, I64Attr:$lhs_shift,
                       I64Attr:$rhs_zp, I64Attr:$rhs_multiplier, I64Attr:$rhs_shift,
                       I64Attr:$left_shift,
                       I64Attr:$ofm_zp, I64Attr:$ofm_multiplier, I64Attr:$ofm_shift,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_MulOp : NPU_Op<"mul", [Pure]> {
  let summary = "rescaled product on the VEC engine";
  let description = [{
    ofm = clamp(requantize((lhs - lhs_zp) * (rhs - rhs_zp), ofm_multiplier, ofm_shift) + ofm_zp);
    sizes of one broadcast.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.mul %arg0, %arg0 {lhs_zp = 0 : i64, rhs_zp = 0 : i64, ofm_zp = 0 : i64, ofm_multiplier = 1073741824 : i64, ofm_shift = 0 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>, tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$lhs, QuantTensor:$rhs, I64Attr:$lhs_zp, I64Attr:$rhs_zp,
                       I64Attr:$ofm_zp, I64Attr:$ofm_multiplier, I64Attr:$ofm_shift,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_LutOp : NPU_Op<"lut", [Pure]> {
  let summary = "any unary function by a table, on the VEC engine";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.lut %arg0 {table = dense<0> : tensor<256xi8>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, ElementsAttr:$table);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

class NPU_PoolOp<string mnemonic, string text> : NPU_Op<mnemonic, [Pure]> {
  let summary = text;
  let arguments = (ins QuantTensor:$ifm, WindowAttr:$kernel, Ones:$stride, NoPadding:$padding,
                       I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs QuantTensor:$ofm);
  let assemblyFormat = "$ifm attr-dict `:` functional-type(operands, results)";
  let description = "The taps inside the picture count; raw values, clamped. " # [{

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.}] # mnemonic # [{ %arg0 {kernel = array<i64: 2, 2>, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x3x3x2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let hasVerifier = 1;
}
def NPU_MaxPool2DOp : NPU_PoolOp<"max_pool2d", "maximum of each window, on the VEC engine">;
def NPU_AvgPool2DOp : NPU_PoolOp<"avg_pool2d", "mean of each window, on the VEC engine">;

def NPU_MeanOp : NPU_Op<"mean", [Pure]> {
  let summary = "rescaled sum over some dimensions, on the VEC engine";
  let description = [{
    ofm = clamp(requantize(sum of (input - ifm_zp)) + ofm_zp); 1/N is in the multiplier.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.mean %arg0 {axes = array<i64: 1, 2>, ifm_zp = 0 : i64, ofm_zp = 0 : i64, multiplier = 1073741824 : i64, shift = -3 : i64, act_min = -128 : i64, act_max = 127 : i64} : (tensor<1x4x4x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$axes, I64Attr:$ifm_zp, I64Attr:$ofm_zp,
                       I64Attr:$multiplier, I64Attr:$shift, I64Attr:$act_min, I64Attr:$act_max);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_SoftmaxOp : NPU_Op<"softmax", [Pure]> {
  let summary = "softmax of each row, on the VEC engine";
  let description = [{
    `table` holds 256 int32: exp of minus the distance to the row's maximum, Q0.31.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.softmax %arg0 {table = dense<1> : tensor<256xi32>} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 3.906250e-03:-128>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, ElementsAttr:$table);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_ReshapeOp : NPU_Op<"reshape", [Pure]> {
  let summary = "the same bytes in another shape: no work";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.reshape %arg0 : (tensor<1x2x2x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_PadOp : NPU_Op<"pad", [Pure]> {
  let summary = "a border of one value, by the DMA engine";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.pad %arg0 {before = array<i64: 0, 1>, after = array<i64: 0, 1>, value = 0 : i64} : (tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<1x6x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$before, DenseI64ArrayAttr:$after, I64Attr:$value);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_TransposeOp : NPU_Op<"transpose", [Pure]> {
  let summary = "dimensions in another order, by the DMA engine";
  let description = [{
    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) {
      %0 = npu.transpose %arg0 {perm = array<i64: 1, 0>} : (tensor<2x3x!quant.uniform<i8:f32, 5.000000e-01>>) -> tensor<3x2x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$input, DenseI64ArrayAttr:$perm);
  let results = (outs QuantTensor:$output);
  let assemblyFormat = "$input attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def NPU_HostOp : NPU_Op<"host", [Pure]> {
  let summary = "an operation that the host processor runs, and why";
  let description = [{
    `kernel` is the operation's name, that of qnn's without the dialect; `attributes` its attributes.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<1x4xf32>) {
      %0 = npu.host "quantize" because "the NPU has no float arithmetic" %arg0 : (tensor<1x4xf32>) -> tensor<1x4x!quant.uniform<i8:f32, 5.000000e-01>>
      return
    }
    ```
  }];
  let arguments = (ins StrAttr:$kernel, StrAttr:$reason, Variadic<AnyRankedTensor>:$inputs,
                       OptionalAttr<DictionaryAttr>:$attributes);
  let results = (outs Variadic<AnyRankedTensor>:$outputs);
  let assemblyFormat = "$kernel `because` $reason $inputs attr-dict `:` functional-type(operands, results)";
}
