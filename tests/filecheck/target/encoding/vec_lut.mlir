// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// any unary int8 function, by a table of 256 entries.

// HEX: 00000b28 00000000 00000101 00000202  vec.lut
// HEX-NEXT: 04040303 00000505 00000606 00000707
// HEX-NEXT: 00000808 00000909 00000a0a
// BACK: isa.vec_lut {d0 = 771 : i64, d1 = 1028 : i64, d2 = 1285 : i64, in_addr = 257 : i64, in_stride0 = 1542 : i64, in_stride1 = 1799 : i64, lut_addr = 2570 : i64, out_addr = 514 : i64, out_stride0 = 2056 : i64, out_stride1 = 2313 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.vec_lut {in_addr = 257 : i64, out_addr = 514 : i64, d0 = 771 : i64, d1 = 1028 : i64, d2 = 1285 : i64, in_stride0 = 1542 : i64, in_stride1 = 1799 : i64, out_stride0 = 2056 : i64, out_stride1 = 2313 : i64, lut_addr = 2570 : i64}
    isa.sys_end
    return
  }
}
