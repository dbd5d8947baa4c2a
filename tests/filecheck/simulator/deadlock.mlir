// RUN: not npu-translate --mlir-to-object %s -o %t.npu 2>&1 | npu-filecheck %s

// A wait for an instruction that comes later would never end: no object is written.

// CHECK: error: instruction 0 (vec.lut) waits for 1 dma instructions, only 0 come before it
module attributes {npu.target = "n1-64"} {
  func.func @main() attributes {isa.sram_bytes = 192 : i64} {
    isa.vec_lut {wait_dma = 1 : i64, in_addr = 0 : i64, out_addr = 64 : i64, d0 = 1 : i64, d1 = 1 : i64, d2 = 64 : i64, symbols = {lut_addr = @table}}
    isa.dma_fill {wait_vec = 1 : i64, dst_addr = 0 : i64, run = 64 : i64, n1 = 1 : i64, n2 = 1 : i64, dst_stride0 = 1 : i64}
    isa.sys_end
    return
  }
  isa.constant @table dense<0> : tensor<256xi8>
}
