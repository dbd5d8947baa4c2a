// RUN: npu-translate --mlir-to-object %s -o %t.npu && npu-objdump -d %t.npu | npu-filecheck %s --check-prefix=HEX
// RUN: npu-translate --object-to-mlir %t.npu | npu-filecheck %s --check-prefix=BACK

// interrupts the host, which runs a kernel on memory; fetching goes on when it returns.

// HEX: 00000301 00000000 00070000  sys.host
// BACK: isa.sys_host {idle_dma = 1 : i64, idle_mac = 1 : i64, idle_vec = 1 : i64}
module attributes {npu.target = "n1-1024"} {
  func.func @main() {
    isa.sys_host {call = 0 : i64, idle_dma = 1 : i64, idle_mac = 1 : i64, idle_vec = 1 : i64}
    isa.sys_end
    return
  }
}
