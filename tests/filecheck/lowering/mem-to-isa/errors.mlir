// RUN: npu-opt %s --split-input-file --verify-diagnostics --mem-to-isa

module attributes {npu.target = "n1-64"} {
  func.func @wrong_level() {
    // expected-error @below {{'npu.constant' op may not appear on level 'mem': run --npu-to-mem first}}
    %0 = npu.constant dense<3> : tensor<2xi8> as tensor<2x!quant.uniform<i8:f32, 5.000000e-01>>
    return
  }
}
