// Recurrent layers over whole sequences, and transforms to frequencies.
#ifndef NN_RECURRENT_TD
#define NN_RECURRENT_TD
include "base.td"

class NN_RecurrentOp<string mnemonic> : Op<NN_Dialect, mnemonic, [Pure]> {
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def DirectionAttr : StrEnumAttr<"Direction", "order of time", [
  StrEnumAttrCase<"forward">, StrEnumAttrCase<"reverse">, StrEnumAttrCase<"bidirectional">]>;
def Forward : Default<DirectionAttr, "\"forward\"">;
// Names of the activations of each direction, with their parameters where they have some.
def NoClip : DefaultF32<"0.000000e+00">;
def Numbers : Default<DenseF32ArrayAttr, "array<f32>">;

def NN_GruOp : NN_RecurrentOp<"gru"> {
  let summary = "gated recurrent unit";
  let description = [{
    For each time step, with σ and g the two activations (z, r, h are the three parts of weight, recurrence and bias, in this order; bias has those of the input, then those of the recurrence):
    z = σ(x·Wz + h·Rz + b), r = σ(x·Wr + h·Rr + b), n = g(x·Wh + (r*h)·Rh + b), or with `linear_before_reset` n = g(x·Wh + bw + r*(h·Rh + br)); h = (1 - z)*n + z*h.
    x is time, batch, inputs; weight is directions, 3*hidden, inputs; recurrence directions, 3*hidden, hidden; bias directions, 6*hidden; initial directions, batch, hidden; a sequence ends after lengths[b] steps. The results are all states (time, directions, batch, hidden) and the last.
    `clip`, where it is not zero, limits what goes into an activation.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x12x3xf32>, %arg2: tensor<1x12x4xf32>, %arg3: tensor<1x24xf32>, %arg4: tensor<1x1x4xf32>) {
      %0:2 = nn.gru %arg0, %arg1, %arg2, %arg3, %arg4 {activations = ["sigmoid", "tanh"]} : (tensor<2x1x3xf32>, tensor<1x12x3xf32>, tensor<1x12x4xf32>, tensor<1x24xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
      return
    }
    ```
  }];
  let arguments = (ins FloatTensor:$x, FloatTensor:$weight, FloatTensor:$recurrence, FloatTensor:$bias, FloatTensor:$initial, Optional<IndexTensor>:$lengths,
    Forward:$direction, StrArrayAttr:$activations, Numbers:$alpha, Numbers:$beta, NoClip:$clip, OffByDefault:$linear_before_reset);
  let results = (outs FloatTensor:$states, FloatTensor:$last);
}
def NN_LstmOp : NN_RecurrentOp<"lstm"> {
  let summary = "long short-term memory";
  let description = [{
    For each time step, with f, g, h the three activations (weights have the parts i, o, f, c, in this order; peepholes i, o, f; bias has those of the input, then those of the recurrence):
    i = f(x·Wi + h·Ri + Pi*c + b), f = f(x·Wf + h·Rf + Pf*c + b), c' = f*c + i*g(x·Wc + h·Rc + b), o = f(x·Wo + h·Ro + Po*c' + b), h' = o*h(c'). With `coupled` f is 1 - i; `cell_clip`, where it is not zero, limits c'.
    Shapes as for gru, with 4*hidden and 8*hidden; peepholes is directions, 3*hidden. The results are all states, the last state and the last cell.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x16x3xf32>, %arg2: tensor<1x16x4xf32>, %arg3: tensor<1x32xf32>, %arg4: tensor<1x1x4xf32>, %arg5: tensor<1x1x4xf32>, %arg6: tensor<1x12xf32>) {
      %0:3 = nn.lstm %arg0, %arg1, %arg2, %arg3, %arg4, %arg5, %arg6 {activations = ["sigmoid", "tanh", "tanh"]} : (tensor<2x1x3xf32>, tensor<1x16x3xf32>, tensor<1x16x4xf32>, tensor<1x32xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x12xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>, tensor<1x1x4xf32>)
      return
    }
    ```
  }];
  let arguments = (ins FloatTensor:$x, FloatTensor:$weight, FloatTensor:$recurrence, FloatTensor:$bias, FloatTensor:$initial, FloatTensor:$initial_cell, FloatTensor:$peepholes, Optional<IndexTensor>:$lengths,
    Forward:$direction, StrArrayAttr:$activations, Numbers:$alpha, Numbers:$beta, NoClip:$clip, NoClip:$cell_clip, OffByDefault:$coupled);
  let results = (outs FloatTensor:$states, FloatTensor:$last, FloatTensor:$last_cell);
}
def NN_RnnOp : NN_RecurrentOp<"rnn"> {
  let summary = "plain recurrent layer";
  let description = [{
    h = f(x·W + h·R + bw + br) for each time step. Shapes as for gru, with hidden and 2*hidden.

    Example:
    ```mlir
    func.func @example(%arg0: tensor<2x1x3xf32>, %arg1: tensor<1x4x3xf32>, %arg2: tensor<1x4x4xf32>, %arg3: tensor<1x8xf32>, %arg4: tensor<1x1x4xf32>) {
      %0:2 = nn.rnn %arg0, %arg1, %arg2, %arg3, %arg4 {activations = ["tanh"]} : (tensor<2x1x3xf32>, tensor<1x4x3xf32>, tensor<1x4x4xf32>, tensor<1x8xf32>, tensor<1x1x4xf32>) -> (tensor<2x1x1x4xf32>, tensor<1x1x4xf32>)
      return
    }
    ```
  }];
  let arguments = (ins FloatTensor:$x, FloatTensor:$weight, FloatTensor:$recurrence, FloatTensor:$bias, FloatTensor:$initial, Optional<IndexTensor>:$lengths,
    Forward:$direction, StrArrayAttr:$activations, Numbers:$alpha, Numbers:$beta, NoClip:$clip);
  let results = (outs FloatTensor:$states, FloatTensor:$last);
}
def NN_DftOp : NN_Op<"dft", "discrete Fourier transform", "The last dimension holds real, or real and imaginary parts. The transform is taken along `axis` over `length` elements (zeros are added, the rest is cut off); `inverse` divides by length; `onesided` gives only the first half of the result, with `inverse` it takes that.",
    "%arg0: tensor<1x8x1xf32>", "%arg0 {axis = 1 : i64, length = 8 : i64} : (tensor<1x8x1xf32>) -> tensor<1x8x2xf32>"> {
  let arguments = (ins FloatTensor:$input, AxisAttr:$axis, I64Attr:$length, OffByDefault:$inverse, OffByDefault:$onesided);
  let results = (outs FloatTensor:$output);
}

#endif // NN_RECURRENT_TD
