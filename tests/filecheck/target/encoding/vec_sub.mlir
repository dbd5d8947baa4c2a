// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// quantised difference of two boxes with broadcast (TFLite SUB).

// HEX: 00001021 00000000 02000101 04000303  vec.sub
// HEX-NEXT: 06000505 08080707 00030909 f3000c0c
// HEX-NEXT: f1000e0e ef001010 13001212 eb001414
// HEX-NEXT: e9001616 00001818 ffffe6e7 00001a1a
// BACK: isa.vec_sub {act_max = -23 : i64, act_min = -21 : i64, d0 = 1799 : i64, d1 = 2056 : i64, d2 = 2313 : i64, in1_addr = 257 : i64, in1_multiplier = 6168 : i64, in1_shift = -13 : i64, in1_stride0 = 3084 : i64, in1_stride1 = 3598 : i64, in1_stride2 = 1 : i64, in1_zp = 2 : i64, in2_addr = 771 : i64, in2_multiplier = -6425 : i64, in2_shift = -15 : i64, in2_stride0 = 4112 : i64, in2_stride1 = 4626 : i64, in2_stride2 = 1 : i64, in2_zp = 4 : i64, left_shift = 19 : i64, out_addr = 1285 : i64, out_multiplier = 6682 : i64, out_shift = -17 : i64, out_stride0 = 5140 : i64, out_stride1 = 5654 : i64, out_zp = 6 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.vec_sub {in1_addr = 257 : i64, in1_zp = 2 : i64, in2_addr = 771 : i64, in2_zp = 4 : i64, out_addr = 1285 : i64, out_zp = 6 : i64, d0 = 1799 : i64, d1 = 2056 : i64, d2 = 2313 : i64, in1_stride2 = 1 : i64, in2_stride2 = 1 : i64, in1_stride0 = 3084 : i64, in1_shift = -13 : i64, in1_stride1 = 3598 : i64, in2_shift = -15 : i64, in2_stride0 = 4112 : i64, out_shift = -17 : i64, in2_stride1 = 4626 : i64, left_shift = 19 : i64, out_stride0 = 5140 : i64, act_min = -21 : i64, out_stride1 = 5654 : i64, act_max = -23 : i64, in1_multiplier = 6168 : i64, in2_multiplier = -6425 : i64, out_multiplier = 6682 : i64}
    isa.sys_end
    return
  }
}
