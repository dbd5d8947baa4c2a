// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// writes one byte value into a strided box.

// HEX: 00000831 00000000 00000101 01000202  dma.fill
// HEX-NEXT: 05050404 f9000606 00000808 00000909
// BACK: isa.dma_fill {dst_addr = 257 : i64, dst_space = 1 : i64, dst_stride0 = 1542 : i64, dst_stride1 = 2056 : i64, dst_stride2 = 2313 : i64, n1 = 1028 : i64, n2 = 1285 : i64, run = 514 : i64, value = -7 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.dma_fill {dst_addr = 257 : i64, run = 514 : i64, dst_space = 1 : i64, n1 = 1028 : i64, n2 = 1285 : i64, dst_stride0 = 1542 : i64, value = -7 : i64, dst_stride1 = 2056 : i64, dst_stride2 = 2313 : i64}
    isa.sys_end
    return
  }
}
