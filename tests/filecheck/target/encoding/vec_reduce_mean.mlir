// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// requantised sum over two reduced extents (TFLite MEAN and SUM).

// HEX: 0000102b 00000000 02000101 04000303  vec.reduce_mean
// HEX-NEXT: 06060505 08080707 f50a0909 f3000c0c
// HEX-NEXT: 00000e0e 00000f0f 00001010 00001111
// HEX-NEXT: 00001212 00001313 00001414 ffffeaeb
// BACK: isa.vec_reduce_mean {act_max = -11 : i64, act_min = 10 : i64, in_addr = 257 : i64, in_stride_k0 = 3084 : i64, in_stride_k1 = 3598 : i64, in_stride_k2 = 3855 : i64, in_stride_r0 = 4112 : i64, in_stride_r1 = 4369 : i64, in_zp = 2 : i64, k0 = 1285 : i64, k1 = 1542 : i64, k2 = 1799 : i64, multiplier = -5397 : i64, out_addr = 771 : i64, out_stride_k0 = 4626 : i64, out_stride_k1 = 4883 : i64, out_stride_k2 = 5140 : i64, out_zp = 4 : i64, r0 = 2056 : i64, r1 = 2313 : i64, shift = -13 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.vec_reduce_mean {in_addr = 257 : i64, in_zp = 2 : i64, out_addr = 771 : i64, out_zp = 4 : i64, k0 = 1285 : i64, k1 = 1542 : i64, k2 = 1799 : i64, r0 = 2056 : i64, r1 = 2313 : i64, act_min = 10 : i64, act_max = -11 : i64, in_stride_k0 = 3084 : i64, shift = -13 : i64, in_stride_k1 = 3598 : i64, in_stride_k2 = 3855 : i64, in_stride_r0 = 4112 : i64, in_stride_r1 = 4369 : i64, out_stride_k0 = 4626 : i64, out_stride_k1 = 4883 : i64, out_stride_k2 = 5140 : i64, multiplier = -5397 : i64}
    isa.sys_end
    return
  }
}
