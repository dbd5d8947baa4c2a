// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// waits until every engine is idle and ends the program; the last instruction.

// HEX: 00000202 00000000  sys.end
// BACK: isa.sys_end
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.sys_end
    return
  }
}
