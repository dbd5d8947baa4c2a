// RUN: npu-translate --mlir-to-object %s -o %t.npu
// RUN: not npu-run %t.npu --output-dir %t.out 2>&1 | npu-filecheck %s

// A read of memory that nobody wrote is a fault, with the instruction and the address.

// CHECK: error: instruction 0 (vec.lut at 0x0): reads sram 0x0, which nothing before it writes
module attributes {npu.target = "n1-64"} {
  func.func @main() attributes {isa.sram_bytes = 128 : i64} {
    isa.vec_lut {in_addr = 0 : i64, out_addr = 64 : i64, d0 = 1 : i64, d1 = 1 : i64, d2 = 64 : i64, symbols = {lut_addr = @table}}
    isa.sys_end
    return
  }
  isa.constant @table dense<0> : tensor<256xi8>
}
