// RUN: npu-translate --mlir-to-object %s -o %t.npu
// RUN: not npu-run %t.npu --output-dir %t.out 2>&1 | npu-filecheck %s

// The table reads the end of what a long fill writes, without waiting for it.

// CHECK: instruction 1 (vec.lut
// CHECK-SAME: a wait is missing
module attributes {npu.target = "n1-64"} {
  func.func @main() attributes {isa.sram_bytes = 65600 : i64} {
    isa.dma_fill {dst_addr = 0 : i64, run = 65536 : i64, n1 = 1 : i64, n2 = 1 : i64, dst_stride0 = 1 : i64}
    isa.vec_lut {in_addr = 65472 : i64, out_addr = 65536 : i64, d0 = 1 : i64, d1 = 1 : i64, d2 = 64 : i64, symbols = {lut_addr = @table}}
    isa.sys_end
    return
  }
  isa.constant @table dense<0> : tensor<256xi8>
}
