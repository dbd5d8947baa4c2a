// Recurrent operators: state goes in and comes out.
#ifndef QNN_RECURRENT_TD
#define QNN_RECURRENT_TD
include "base.td"

def QNN_LstmOp : Op<QNN_Dialect, "lstm", [Pure]> {
  let summary = "long short-term memory over a sequence";
  let description = [{
    For each time step, with the gates i, f, g, o: i = σ(x·Wi + h·Ri + bi), f = σ(x·Wf + h·Rf + bf), g = tanh(x·Wg + h·Rg + bg), c' = f*c + i*g, o = σ(x·Wo + h·Ro + bo), h' = o*tanh(c').
    x is batch, time, inputs (with `time_major` time, batch, inputs); weights are units, inputs, recurrences units, units, biases units; hidden and cell are batch, units, the cell of 16 bits with a scale that is a power of two. `cell_clip`, where it is not zero, limits the cell.
    The results are all hidden states, the last one and the last cell.

    Example:
    ```mlir
    !x = !quant.uniform<i8:f32, 5.000000e-01:-1>
    !w = !quant.uniform<i8:f32, 2.500000e-01>
    !c = !quant.uniform<i16:f32, 4.8828125e-04>
    func.func @example(%x: tensor<1x2x3x!x>, %w: tensor<4x3x!w>, %r: tensor<4x4x!w>, %b: tensor<4xi32>, %h: tensor<1x4x!x>, %c: tensor<1x4x!c>) {
      %0:3 = qnn.lstm %x, %w, %w, %w, %w, %r, %r, %r, %r, %b, %b, %b, %b, %h, %c : (tensor<1x2x3x!x>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x3x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4x4x!w>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<4xi32>, tensor<1x4x!x>, tensor<1x4x!c>) -> (tensor<1x2x4x!x>, tensor<1x4x!x>, tensor<1x4x!c>)
      return
    }
    ```
  }];
  let arguments = (ins QuantTensor:$x,
    QuantTensor:$input_weight, QuantTensor:$forget_weight, QuantTensor:$cell_weight, QuantTensor:$output_weight,
    QuantTensor:$input_recurrence, QuantTensor:$forget_recurrence, QuantTensor:$cell_recurrence, QuantTensor:$output_recurrence,
    WideBiasTensor:$input_bias, WideBiasTensor:$forget_bias, WideBiasTensor:$cell_bias, WideBiasTensor:$output_bias,
    QuantTensor:$hidden, QuantTensor:$cell, Off:$time_major, ByDefault<F32Attr, "0.000000e+00 : f32">:$cell_clip);
  let results = (outs QuantTensor:$states, QuantTensor:$last, QuantTensor:$last_cell);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}

def QNN_SvdfOp : QNN_ManyOp<"svdf", 2, "filters of a fully connected layer over time", [{
    Each of the filters keeps its last features x·feature in the state (batch, filters * memory), oldest first; ofm[b,u] = bias[u] + sum over the `rank` filters of unit u of state · time.
    x is batch, inputs; feature filters, inputs; time filters, memory. The results are ofm and the new state.}],
    "%arg0: tensor<1x3x@Q>, %arg1: tensor<4x3x@W>, %arg2: tensor<4x5x@W>, %arg3: tensor<1x20x@State>",
    "%arg0, %arg1, %arg2, %arg3 {rank = 2 : i64} : (tensor<1x3x@Q>, tensor<4x3x@W>, tensor<4x5x@W>, tensor<1x20x@State>) -> (tensor<1x2x@Q>, tensor<1x20x@State>)"> {
  let arguments = (ins QuantTensor:$x, QuantTensor:$feature, QuantTensor:$time, QuantTensor:$state, Optional<BiasTensor>:$bias, ConfinedAttr<I64Attr, [IntPositive]>:$rank);
  let results = (outs QuantTensor:$ofm, QuantTensor:$new_state);
}

#endif // QNN_RECURRENT_TD
