// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// three-dimensional strided copy.

// HEX: 00000c30 00000000 00000101 00000202  dma.copy
// HEX-NEXT: 03000303 07070606 00000808 00000909
// HEX-NEXT: 00000a0a 00000b0b 00000c0c 00000d0d
// BACK: isa.dma_copy {dst_addr = 514 : i64, dst_space = 1 : i64, dst_stride0 = 2827 : i64, dst_stride1 = 3084 : i64, dst_stride2 = 3341 : i64, n1 = 1542 : i64, n2 = 1799 : i64, run = 771 : i64, src_addr = 257 : i64, src_space = 1 : i64, src_stride0 = 2056 : i64, src_stride1 = 2313 : i64, src_stride2 = 2570 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.dma_copy {src_addr = 257 : i64, dst_addr = 514 : i64, run = 771 : i64, src_space = 1 : i64, dst_space = 1 : i64, n1 = 1542 : i64, n2 = 1799 : i64, src_stride0 = 2056 : i64, src_stride1 = 2313 : i64, src_stride2 = 2570 : i64, dst_stride0 = 2827 : i64, dst_stride1 = 3084 : i64, dst_stride2 = 3341 : i64}
    isa.sys_end
    return
  }
}
