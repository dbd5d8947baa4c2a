// Preprocessing of audio: integers of 16, 32 and 64 bits, of the signal library of TensorFlow Lite Micro.
#ifndef NN_SIGNAL_TD
#define NN_SIGNAL_TD
include "base.td"

def ShortTensor : RankedTensorOf<[I16]>;
def UnsignedTensor : RankedTensorOf<[UI32]>;
def WideUnsignedTensor : RankedTensorOf<[UI64]>;
def LineTensor : RankedTensorOf<[I16, I32, F32]>;
def ShiftTensor : RankedTensorOf<[I32]>;
def ShiftAttr : ConfinedAttr<I64Attr, [IntNonNegative, IntMaxValue<31>]>;

def NN_SignalWindowOp : NN_Op<"signal_window", "frames under a window",
    "Each line times the weights, shifted right by `shift`, saturated.",
    "%arg0: tensor<1x4xi16>, %arg1: tensor<4xi16>", "%arg0, %arg1 {shift = 12 : i64} : (tensor<1x4xi16>, tensor<4xi16>) -> tensor<1x4xi16>"> {
  let arguments = (ins ShortTensor:$input, ShortTensor:$weights, ShiftAttr:$shift);
  let results = (outs ShortTensor:$output);
}
def NN_SignalAutoScaleOp : Op<NN_Dialect, "signal_auto_scale", [Pure]> {
  let summary = "numbers shifted left as far as they fit";
  let description = [{
    Shifted until the largest takes 15 bits, and by how much.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<4xi16>) {
      %0:2 = nn.signal_auto_scale %arg0 : (tensor<4xi16>) -> (tensor<4xi16>, tensor<i32>)
      return
    }
    ```
  }];
  let arguments = (ins ShortTensor:$input);
  let results = (outs ShortTensor:$output, ShiftTensor:$shift);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def NN_SignalRfftOp : NN_Op<"signal_rfft", "Fourier transform of real lines",
    "Of `length` elements, zeros behind the input's; the result holds length / 2 + 1 pairs of a real and an imaginary part. Integers are scaled down by `length`.",
    "%arg0: tensor<6xi16>", "%arg0 {length = 8 : i64} : (tensor<6xi16>) -> tensor<10xi16>"> {
  let arguments = (ins LineTensor:$input, I64Attr:$length);
  let results = (outs LineTensor:$output);
}
def NN_SignalIrfftOp : NN_Op<"signal_irfft", "real lines of a Fourier transform",
    "The inverse of `signal_rfft`, not scaled up.",
    "%arg0: tensor<10xi16>", "%arg0 {length = 8 : i64} : (tensor<10xi16>) -> tensor<8xi16>"> {
  let arguments = (ins LineTensor:$input, I64Attr:$length);
  let results = (outs LineTensor:$output);
}
def NN_SignalEnergyOp : NN_Op<"signal_energy", "energies of a spectrum",
    "re² + im² of the pairs from `start` to before `end`, zeros elsewhere.",
    "%arg0: tensor<10xi16>", "%arg0 {end = 4 : i64, start = 1 : i64} : (tensor<10xi16>) -> tensor<5xui32>"> {
  let arguments = (ins ShortTensor:$input, I64Attr:$start, I64Attr:$end);
  let results = (outs UnsignedTensor:$output);
}
def NN_SignalFilterBankOp : NN_Op<"signal_filter_bank", "energies of overlapping filters",
    "Filter i reads `widths[i]` energies from `frequency_starts[i]` on; `weights` of them go to channel i - 1, `unweights` to channel i. The first filter makes only the latter.",
    "%arg0: tensor<4xui32>, %arg1: tensor<4xi16>, %arg2: tensor<4xi16>, %arg3: tensor<3xi16>, %arg4: tensor<3xi16>, %arg5: tensor<3xi16>",
    "%arg0, %arg1, %arg2, %arg3, %arg4, %arg5 : (tensor<4xui32>, tensor<4xi16>, tensor<4xi16>, tensor<3xi16>, tensor<3xi16>, tensor<3xi16>) -> tensor<2xui64>"> {
  let arguments = (ins UnsignedTensor:$input, ShortTensor:$weights, ShortTensor:$unweights, ShortTensor:$frequency_starts, ShortTensor:$weight_starts, ShortTensor:$widths);
  let results = (outs WideUnsignedTensor:$output);
}
def NN_SignalSquareRootOp : NN_Op<"signal_square_root", "rounded square roots",
    "Shifted right by the only element of `shift`.",
    "%arg0: tensor<4xui64>, %arg1: tensor<i32>", "%arg0, %arg1 : (tensor<4xui64>, tensor<i32>) -> tensor<4xui32>"> {
  let arguments = (ins WideUnsignedTensor:$input, ShiftTensor:$shift);
  let results = (outs UnsignedTensor:$output);
}
def NN_SignalSpectralSubtractionOp : Op<NN_Dialect, "signal_spectral_subtraction", [Pure]> {
  let summary = "a signal without its noise";
  let description = [{
    The noise becomes (signal · smoothing + noise · rest) >> fraction_bits, with the signal shifted left by `smoothing_bits`; what it leaves of the signal is at least `floor` >> fraction_bits of it. `smoothing` and `rest` are of even and odd channels; with `clamping` the noise stays below the signal.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<4xui32>, %arg1: tensor<4xui32>) {
      %0:2 = nn.signal_spectral_subtraction %arg0, %arg1 {clamping = false, floor = 819 : i64, fraction_bits = 14 : i64, rest = array<i64: 15975, 15401>, smoothing = array<i64: 409, 983>, smoothing_bits = 10 : i64} : (tensor<4xui32>, tensor<4xui32>) -> (tensor<4xui32>, tensor<4xui32>)
      return
    }
    ```
  }];
  let arguments = (ins UnsignedTensor:$input, UnsignedTensor:$noise,
                       ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<2>]>:$smoothing,
                       ConfinedAttr<DenseI64ArrayAttr, [DenseArrayCount<2>]>:$rest,
                       ShiftAttr:$smoothing_bits, ShiftAttr:$fraction_bits, I64Attr:$floor, BoolAttr:$clamping);
  let results = (outs UnsignedTensor:$output, UnsignedTensor:$next_noise);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def NN_SignalPcanOp : NN_Op<"signal_pcan", "gain control per channel",
    "The signal times a gain of its noise, shifted right by `shift`, then shrunk: x² / 4 below 2, x - 1 from there on. The gain is piecewise quadratic, with four numbers an octave in `gains`.",
    "%arg0: tensor<4xui32>, %arg1: tensor<4xui32>, %arg2: tensor<125xi16>", "%arg0, %arg1, %arg2 {shift = 6 : i64} : (tensor<4xui32>, tensor<4xui32>, tensor<125xi16>) -> tensor<4xui32>"> {
  let arguments = (ins UnsignedTensor:$input, UnsignedTensor:$noise, ShortTensor:$gains, ShiftAttr:$shift);
  let results = (outs UnsignedTensor:$output);
}
def NN_SignalLogOp : NN_Op<"signal_log", "scaled logarithm",
    "ln(x << shift) · scale, at most 32767; 0 where x << shift is at most 1.",
    "%arg0: tensor<4xui32>", "%arg0 {scale = 1600 : i64, shift = 3 : i64} : (tensor<4xui32>) -> tensor<4xi16>"> {
  let arguments = (ins UnsignedTensor:$input, ConfinedAttr<I64Attr, [IntNonNegative]>:$scale, ShiftAttr:$shift);
  let results = (outs ShortTensor:$output);
}

#endif // NN_SIGNAL_TD
