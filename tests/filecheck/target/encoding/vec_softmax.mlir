// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// softmax of each row, bit exact with TFLite's int8 kernel.

// HEX: 0000092c 00000000 00000101 00000202  vec.softmax
// HEX-NEXT: 00000303 00000404 00000505 00000606
// HEX-NEXT: 00000707
// BACK: isa.vec_softmax {depth = 1028 : i64, in_addr = 257 : i64, in_row_stride = 1285 : i64, out_addr = 514 : i64, out_row_stride = 1542 : i64, rows = 771 : i64, table_addr = 1799 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.vec_softmax {in_addr = 257 : i64, out_addr = 514 : i64, rows = 771 : i64, depth = 1028 : i64, in_row_stride = 1285 : i64, out_row_stride = 1542 : i64, table_addr = 1799 : i64}
    isa.sys_end
    return
  }
}
