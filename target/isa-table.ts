// Temporary: made from target/isa.td by llvm-tblgen until tablegen/ generates generated/isa.ts.
// biome-ignore-all format: generated

export interface FieldSpec {
  readonly name: string;
  readonly bits: number;
  readonly signed: boolean;
  readonly word: number;
  readonly shift: number;
  readonly description: string;
}
export interface InstructionSpec {
  readonly mnemonic: string;
  readonly opcode: number;
  readonly engine: string;
  readonly words: number;
  readonly fields: readonly FieldSpec[];
  readonly summary: string;
  readonly description: string;
}
export const INSTRUCTIONS: readonly InstructionSpec[] = [
 {
  "mnemonic": "sys.host",
  "opcode": 1,
  "engine": "sys",
  "words": 3,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "call",
    "bits": 16,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": "index into the object's table of host calls"
   },
   {
    "name": "idle_dma",
    "bits": 1,
    "signed": false,
    "word": 2,
    "shift": 16,
    "description": "wait until DMA is idle"
   },
   {
    "name": "idle_mac",
    "bits": 1,
    "signed": false,
    "word": 2,
    "shift": 17,
    "description": "wait until MAC is idle"
   },
   {
    "name": "idle_vec",
    "bits": 1,
    "signed": false,
    "word": 2,
    "shift": 18,
    "description": "wait until VEC is idle"
   }
  ],
  "summary": "interrupts the host, which runs a kernel on memory; fetching goes on when it returns",
  "description": ""
 },
 {
  "mnemonic": "sys.end",
  "opcode": 2,
  "engine": "sys",
  "words": 2,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   }
  ],
  "summary": "waits until every engine is idle and ends the program; the last instruction",
  "description": ""
 },
 {
  "mnemonic": "mac.conv",
  "opcode": 16,
  "engine": "mac",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "ifm_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": "first valid element of the input patch"
   },
   {
    "name": "pad_top",
    "bits": 8,
    "signed": false,
    "word": 2,
    "shift": 24,
    "description": "padding rows before the valid rows of the patch"
   },
   {
    "name": "ofm_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": "first element of the output block"
   },
   {
    "name": "pad_left",
    "bits": 8,
    "signed": false,
    "word": 3,
    "shift": 24,
    "description": "padding columns before the valid columns of the patch"
   },
   {
    "name": "ifm_rows",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "valid rows from ifm_addr on; what lies beyond is padding"
   },
   {
    "name": "ifm_cols",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "valid columns from ifm_addr on; what lies beyond is padding"
   },
   {
    "name": "rows",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "output rows of the block"
   },
   {
    "name": "cols",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "output columns of the block"
   },
   {
    "name": "weights_addr",
    "bits": 32,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "start of the weight stream"
   },
   {
    "name": "weights_bytes",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": "length of the weight stream, parameters included"
   },
   {
    "name": "first",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 24,
    "description": "accumulators start from the bias; the stream begins with the parameters"
   },
   {
    "name": "last",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 25,
    "description": "run the output stage and write the block"
   },
   {
    "name": "weights_in_sram",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 26,
    "description": "weights_addr is an SRAM address"
   },
   {
    "name": "reuse_ifm",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 27,
    "description": "the input buffer holds this patch already"
   },
   {
    "name": "reuse_weights",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 28,
    "description": "the weight buffer holds this stream already"
   },
   {
    "name": "keep_weights",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 29,
    "description": "hold the stream: the next MAC instruction reuses it"
   },
   {
    "name": "lut",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 30,
    "description": "apply the 256-byte table at lut_addr to the clamped output"
   },
   {
    "name": "reserved",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 31,
    "description": "zero"
   },
   {
    "name": "ifm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": "bytes from row to row"
   },
   {
    "name": "kernel_h",
    "bits": 8,
    "signed": false,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ofm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": "bytes from row to row"
   },
   {
    "name": "kernel_w",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": "bytes from column to column"
   },
   {
    "name": "ofm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 10,
    "shift": 16,
    "description": "bytes from column to column"
   },
   {
    "name": "ic",
    "bits": 16,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": "input channels of this block or chunk, contiguous"
   },
   {
    "name": "oc",
    "bits": 16,
    "signed": false,
    "word": 11,
    "shift": 16,
    "description": "output channels of the block"
   },
   {
    "name": "stride_h",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "stride_w",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 8,
    "description": ""
   },
   {
    "name": "dilation_h",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 16,
    "description": ""
   },
   {
    "name": "dilation_w",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_zp",
    "bits": 8,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": "input zero point"
   },
   {
    "name": "ofm_zp",
    "bits": 8,
    "signed": true,
    "word": 13,
    "shift": 8,
    "description": "output zero point"
   },
   {
    "name": "act_min",
    "bits": 16,
    "signed": true,
    "word": 13,
    "shift": 16,
    "description": "lowest output value"
   },
   {
    "name": "act_max",
    "bits": 16,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": "highest output value"
   },
   {
    "name": "reserved2",
    "bits": 16,
    "signed": false,
    "word": 14,
    "shift": 16,
    "description": "zero"
   },
   {
    "name": "lut_addr",
    "bits": 32,
    "signed": false,
    "word": 15,
    "shift": 0,
    "description": "table of 256 int8 indexed by value + 128"
   }
  ],
  "summary": "one output block of a convolution or (1x1) a matrix product",
  "description": "\n    out[y,x,o] = stage(bias[o] + sum over ky,kx,i of\n      (patch[y*stride_h + ky*dilation_h, x*stride_w + kx*dilation_w, i] - ifm_zp) * w[o,ky,kx,i]).\n    A sum too long for the input buffer is split into chunks of input channels: the first carries\n    `first`, the last `last`, and the accumulators stay between them.\n  "
 },
 {
  "mnemonic": "mac.dwconv",
  "opcode": 17,
  "engine": "mac",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "ifm_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": "first valid element of the input patch"
   },
   {
    "name": "pad_top",
    "bits": 8,
    "signed": false,
    "word": 2,
    "shift": 24,
    "description": "padding rows before the valid rows of the patch"
   },
   {
    "name": "ofm_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": "first element of the output block"
   },
   {
    "name": "pad_left",
    "bits": 8,
    "signed": false,
    "word": 3,
    "shift": 24,
    "description": "padding columns before the valid columns of the patch"
   },
   {
    "name": "ifm_rows",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "valid rows from ifm_addr on; what lies beyond is padding"
   },
   {
    "name": "ifm_cols",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "valid columns from ifm_addr on; what lies beyond is padding"
   },
   {
    "name": "rows",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "output rows of the block"
   },
   {
    "name": "cols",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "output columns of the block"
   },
   {
    "name": "weights_addr",
    "bits": 32,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "start of the weight stream"
   },
   {
    "name": "weights_bytes",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": "length of the weight stream, parameters included"
   },
   {
    "name": "first",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 24,
    "description": "accumulators start from the bias; the stream begins with the parameters"
   },
   {
    "name": "last",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 25,
    "description": "run the output stage and write the block"
   },
   {
    "name": "weights_in_sram",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 26,
    "description": "weights_addr is an SRAM address"
   },
   {
    "name": "reuse_ifm",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 27,
    "description": "the input buffer holds this patch already"
   },
   {
    "name": "reuse_weights",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 28,
    "description": "the weight buffer holds this stream already"
   },
   {
    "name": "keep_weights",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 29,
    "description": "hold the stream: the next MAC instruction reuses it"
   },
   {
    "name": "lut",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 30,
    "description": "apply the 256-byte table at lut_addr to the clamped output"
   },
   {
    "name": "reserved",
    "bits": 1,
    "signed": false,
    "word": 7,
    "shift": 31,
    "description": "zero"
   },
   {
    "name": "ifm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": "bytes from row to row"
   },
   {
    "name": "kernel_h",
    "bits": 8,
    "signed": false,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ofm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": "bytes from row to row"
   },
   {
    "name": "kernel_w",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": "bytes from column to column"
   },
   {
    "name": "ofm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 10,
    "shift": 16,
    "description": "bytes from column to column"
   },
   {
    "name": "depth_multiplier",
    "bits": 16,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": "output channels per input channel; the block starts at a multiple"
   },
   {
    "name": "oc",
    "bits": 16,
    "signed": false,
    "word": 11,
    "shift": 16,
    "description": "output channels of the block"
   },
   {
    "name": "stride_h",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "stride_w",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 8,
    "description": ""
   },
   {
    "name": "dilation_h",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 16,
    "description": ""
   },
   {
    "name": "dilation_w",
    "bits": 8,
    "signed": false,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_zp",
    "bits": 8,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": "input zero point"
   },
   {
    "name": "ofm_zp",
    "bits": 8,
    "signed": true,
    "word": 13,
    "shift": 8,
    "description": "output zero point"
   },
   {
    "name": "act_min",
    "bits": 16,
    "signed": true,
    "word": 13,
    "shift": 16,
    "description": "lowest output value"
   },
   {
    "name": "act_max",
    "bits": 16,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": "highest output value"
   },
   {
    "name": "reserved2",
    "bits": 16,
    "signed": false,
    "word": 14,
    "shift": 16,
    "description": "zero"
   },
   {
    "name": "lut_addr",
    "bits": 32,
    "signed": false,
    "word": 15,
    "shift": 0,
    "description": "table of 256 int8 indexed by value + 128"
   }
  ],
  "summary": "one output block of a depthwise convolution",
  "description": "\n    out[y,x,o] = stage(bias[o] + sum over ky,kx of\n      (patch[.., .., o / depth_multiplier] - ifm_zp) * w[o,ky,kx]).\n  "
 },
 {
  "mnemonic": "vec.add",
  "opcode": 32,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in1_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 4,
    "shift": 24,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner extent"
   },
   {
    "name": "in1_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 16,
    "description": "inner stride of operand 1: 0 or 1"
   },
   {
    "name": "in2_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 17,
    "description": "inner stride of operand 2: 0 or 1"
   },
   {
    "name": "in1_stride0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_stride1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_shift",
    "bits": 8,
    "signed": true,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_shift",
    "bits": 8,
    "signed": true,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "left_shift",
    "bits": 8,
    "signed": false,
    "word": 10,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 11,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_multiplier",
    "bits": 32,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_multiplier",
    "bits": 32,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "quantised sum of two boxes with broadcast (TFLite ADD)",
  "description": ""
 },
 {
  "mnemonic": "vec.sub",
  "opcode": 33,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in1_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 4,
    "shift": 24,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner extent"
   },
   {
    "name": "in1_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 16,
    "description": "inner stride of operand 1: 0 or 1"
   },
   {
    "name": "in2_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 17,
    "description": "inner stride of operand 2: 0 or 1"
   },
   {
    "name": "in1_stride0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_stride1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_shift",
    "bits": 8,
    "signed": true,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_shift",
    "bits": 8,
    "signed": true,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "left_shift",
    "bits": 8,
    "signed": false,
    "word": 10,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 11,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_multiplier",
    "bits": 32,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_multiplier",
    "bits": 32,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "quantised difference of two boxes with broadcast (TFLite SUB)",
  "description": ""
 },
 {
  "mnemonic": "vec.mul",
  "opcode": 34,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in1_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 4,
    "shift": 24,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner extent"
   },
   {
    "name": "in1_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 16,
    "description": "inner stride of operand 1: 0 or 1"
   },
   {
    "name": "in2_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 17,
    "description": "inner stride of operand 2: 0 or 1"
   },
   {
    "name": "in1_stride0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_stride1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_shift",
    "bits": 8,
    "signed": true,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_shift",
    "bits": 8,
    "signed": true,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "left_shift",
    "bits": 8,
    "signed": false,
    "word": 10,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 11,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_multiplier",
    "bits": 32,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_multiplier",
    "bits": 32,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "quantised product of two boxes with broadcast (TFLite MUL)",
  "description": "\n    (in1 - in1_zp) * (in2 - in2_zp) through out_multiplier and out_shift; the operands' multipliers,\n    shifts and left_shift must be zero.\n  "
 },
 {
  "mnemonic": "vec.max",
  "opcode": 35,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in1_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 4,
    "shift": 24,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner extent"
   },
   {
    "name": "in1_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 16,
    "description": "inner stride of operand 1: 0 or 1"
   },
   {
    "name": "in2_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 17,
    "description": "inner stride of operand 2: 0 or 1"
   },
   {
    "name": "in1_stride0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_stride1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_shift",
    "bits": 8,
    "signed": true,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_shift",
    "bits": 8,
    "signed": true,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "left_shift",
    "bits": 8,
    "signed": false,
    "word": 10,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 11,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_multiplier",
    "bits": 32,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_multiplier",
    "bits": 32,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "larger of two raw values with broadcast; all requantization fields zero",
  "description": ""
 },
 {
  "mnemonic": "vec.min",
  "opcode": 36,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in1_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 4,
    "shift": 24,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner extent"
   },
   {
    "name": "in1_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 16,
    "description": "inner stride of operand 1: 0 or 1"
   },
   {
    "name": "in2_stride2",
    "bits": 1,
    "signed": false,
    "word": 6,
    "shift": 17,
    "description": "inner stride of operand 2: 0 or 1"
   },
   {
    "name": "in1_stride0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in1_shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_stride1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_shift",
    "bits": 8,
    "signed": true,
    "word": 8,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_shift",
    "bits": 8,
    "signed": true,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in2_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "left_shift",
    "bits": 8,
    "signed": false,
    "word": 10,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 11,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 12,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in1_multiplier",
    "bits": 32,
    "signed": true,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in2_multiplier",
    "bits": 32,
    "signed": true,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "smaller of two raw values with broadcast; all requantization fields zero",
  "description": ""
 },
 {
  "mnemonic": "vec.lut",
  "opcode": 40,
  "engine": "vec",
  "words": 11,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "d0",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "outer extent"
   },
   {
    "name": "d1",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "middle extent"
   },
   {
    "name": "d2",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "inner extent, contiguous on both sides"
   },
   {
    "name": "in_stride0",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in_stride1",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_stride0",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_stride1",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "lut_addr",
    "bits": 32,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": "table of 256 int8 indexed by value + 128"
   }
  ],
  "summary": "any unary int8 function, by a table of 256 entries",
  "description": ""
 },
 {
  "mnemonic": "vec.pool_max",
  "opcode": 41,
  "engine": "vec",
  "words": 11,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "ifm_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": "first valid element of the input patch"
   },
   {
    "name": "pad_top",
    "bits": 8,
    "signed": false,
    "word": 2,
    "shift": 24,
    "description": "padding rows before the valid rows of the patch"
   },
   {
    "name": "ofm_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": "first element of the output"
   },
   {
    "name": "pad_left",
    "bits": 8,
    "signed": false,
    "word": 3,
    "shift": 24,
    "description": "padding columns before the valid columns of the patch"
   },
   {
    "name": "ifm_rows",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "valid rows from ifm_addr on"
   },
   {
    "name": "ifm_cols",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "valid columns from ifm_addr on"
   },
   {
    "name": "rows",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "output rows"
   },
   {
    "name": "cols",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "output columns"
   },
   {
    "name": "ifm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": ""
   },
   {
    "name": "kernel_h",
    "bits": 8,
    "signed": false,
    "word": 6,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ofm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "kernel_w",
    "bits": 8,
    "signed": false,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "ofm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 8,
    "shift": 16,
    "description": ""
   },
   {
    "name": "channels",
    "bits": 16,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "stride_h",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 16,
    "description": ""
   },
   {
    "name": "stride_w",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 10,
    "shift": 8,
    "description": ""
   }
  ],
  "summary": "maximum of each window's valid taps, clamped",
  "description": ""
 },
 {
  "mnemonic": "vec.pool_avg",
  "opcode": 42,
  "engine": "vec",
  "words": 11,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "ifm_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": "first valid element of the input patch"
   },
   {
    "name": "pad_top",
    "bits": 8,
    "signed": false,
    "word": 2,
    "shift": 24,
    "description": "padding rows before the valid rows of the patch"
   },
   {
    "name": "ofm_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": "first element of the output"
   },
   {
    "name": "pad_left",
    "bits": 8,
    "signed": false,
    "word": 3,
    "shift": 24,
    "description": "padding columns before the valid columns of the patch"
   },
   {
    "name": "ifm_rows",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "valid rows from ifm_addr on"
   },
   {
    "name": "ifm_cols",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "valid columns from ifm_addr on"
   },
   {
    "name": "rows",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "output rows"
   },
   {
    "name": "cols",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "output columns"
   },
   {
    "name": "ifm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": ""
   },
   {
    "name": "kernel_h",
    "bits": 8,
    "signed": false,
    "word": 6,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ofm_row_stride",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "kernel_w",
    "bits": 8,
    "signed": false,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "ifm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "ofm_col_stride",
    "bits": 16,
    "signed": false,
    "word": 8,
    "shift": 16,
    "description": ""
   },
   {
    "name": "channels",
    "bits": 16,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "stride_h",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 16,
    "description": ""
   },
   {
    "name": "stride_w",
    "bits": 8,
    "signed": false,
    "word": 9,
    "shift": 24,
    "description": ""
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 10,
    "shift": 8,
    "description": ""
   }
  ],
  "summary": "mean of each window's valid taps, half away from zero, clamped",
  "description": ""
 },
 {
  "mnemonic": "vec.reduce_mean",
  "opcode": 43,
  "engine": "vec",
  "words": 16,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in_zp",
    "bits": 8,
    "signed": true,
    "word": 2,
    "shift": 24,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_zp",
    "bits": 8,
    "signed": true,
    "word": 3,
    "shift": 24,
    "description": ""
   },
   {
    "name": "k0",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "outer kept extent"
   },
   {
    "name": "k1",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "middle kept extent"
   },
   {
    "name": "k2",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "inner kept extent"
   },
   {
    "name": "r0",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "outer reduced extent"
   },
   {
    "name": "r1",
    "bits": 16,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "inner reduced extent"
   },
   {
    "name": "act_min",
    "bits": 8,
    "signed": true,
    "word": 6,
    "shift": 16,
    "description": ""
   },
   {
    "name": "act_max",
    "bits": 8,
    "signed": true,
    "word": 6,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in_stride_k0",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "shift",
    "bits": 8,
    "signed": true,
    "word": 7,
    "shift": 24,
    "description": ""
   },
   {
    "name": "in_stride_k1",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in_stride_k2",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in_stride_r0",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "in_stride_r1",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_stride_k0",
    "bits": 24,
    "signed": false,
    "word": 12,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_stride_k1",
    "bits": 24,
    "signed": false,
    "word": 13,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_stride_k2",
    "bits": 24,
    "signed": false,
    "word": 14,
    "shift": 0,
    "description": ""
   },
   {
    "name": "multiplier",
    "bits": 32,
    "signed": true,
    "word": 15,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "requantised sum over two reduced extents (TFLite MEAN and SUM)",
  "description": "out = clamp(requantize(sum(in - in_zp)) + out_zp); 1/N is in the multiplier."
 },
 {
  "mnemonic": "vec.softmax",
  "opcode": 44,
  "engine": "vec",
  "words": 9,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "in_addr",
    "bits": 24,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_addr",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "rows",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "rows"
   },
   {
    "name": "depth",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "elements of a row, contiguous"
   },
   {
    "name": "in_row_stride",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": ""
   },
   {
    "name": "out_row_stride",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "table_addr",
    "bits": 32,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": "256 int32 little endian: exp of -(difference to the row's maximum)"
   }
  ],
  "summary": "softmax of each row, bit exact with TFLite's int8 kernel",
  "description": ""
 },
 {
  "mnemonic": "dma.copy",
  "opcode": 48,
  "engine": "dma",
  "words": 12,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "src_addr",
    "bits": 32,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "dst_addr",
    "bits": 32,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": ""
   },
   {
    "name": "run",
    "bits": 24,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "elements (bytes) of the inner run"
   },
   {
    "name": "src_space",
    "bits": 1,
    "signed": false,
    "word": 4,
    "shift": 24,
    "description": "0: SRAM, 1: off-chip"
   },
   {
    "name": "dst_space",
    "bits": 1,
    "signed": false,
    "word": 4,
    "shift": 25,
    "description": "0: SRAM, 1: off-chip"
   },
   {
    "name": "n1",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "middle extent"
   },
   {
    "name": "n2",
    "bits": 16,
    "signed": false,
    "word": 5,
    "shift": 16,
    "description": "outer extent"
   },
   {
    "name": "src_stride0",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": "bytes from element to element, usually 1"
   },
   {
    "name": "src_stride1",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   },
   {
    "name": "src_stride2",
    "bits": 24,
    "signed": false,
    "word": 8,
    "shift": 0,
    "description": ""
   },
   {
    "name": "dst_stride0",
    "bits": 24,
    "signed": false,
    "word": 9,
    "shift": 0,
    "description": "bytes from element to element, usually 1"
   },
   {
    "name": "dst_stride1",
    "bits": 24,
    "signed": false,
    "word": 10,
    "shift": 0,
    "description": ""
   },
   {
    "name": "dst_stride2",
    "bits": 24,
    "signed": false,
    "word": 11,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "three-dimensional strided copy",
  "description": ""
 },
 {
  "mnemonic": "dma.fill",
  "opcode": 49,
  "engine": "dma",
  "words": 8,
  "fields": [
   {
    "name": "opcode",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 0,
    "description": ""
   },
   {
    "name": "words",
    "bits": 8,
    "signed": false,
    "word": 0,
    "shift": 8,
    "description": ""
   },
   {
    "name": "wait_dma",
    "bits": 16,
    "signed": false,
    "word": 0,
    "shift": 16,
    "description": "DMA instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_mac",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 0,
    "description": "MAC instructions that must have retired, mod 2^16"
   },
   {
    "name": "wait_vec",
    "bits": 16,
    "signed": false,
    "word": 1,
    "shift": 16,
    "description": "VEC instructions that must have retired, mod 2^16"
   },
   {
    "name": "dst_addr",
    "bits": 32,
    "signed": false,
    "word": 2,
    "shift": 0,
    "description": ""
   },
   {
    "name": "run",
    "bits": 24,
    "signed": false,
    "word": 3,
    "shift": 0,
    "description": "elements (bytes) of the inner run"
   },
   {
    "name": "dst_space",
    "bits": 1,
    "signed": false,
    "word": 3,
    "shift": 24,
    "description": "0: SRAM, 1: off-chip"
   },
   {
    "name": "n1",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 0,
    "description": "middle extent"
   },
   {
    "name": "n2",
    "bits": 16,
    "signed": false,
    "word": 4,
    "shift": 16,
    "description": "outer extent"
   },
   {
    "name": "dst_stride0",
    "bits": 24,
    "signed": false,
    "word": 5,
    "shift": 0,
    "description": "bytes from element to element, usually 1"
   },
   {
    "name": "value",
    "bits": 8,
    "signed": true,
    "word": 5,
    "shift": 24,
    "description": ""
   },
   {
    "name": "dst_stride1",
    "bits": 24,
    "signed": false,
    "word": 6,
    "shift": 0,
    "description": ""
   },
   {
    "name": "dst_stride2",
    "bits": 24,
    "signed": false,
    "word": 7,
    "shift": 0,
    "description": ""
   }
  ],
  "summary": "writes one byte value into a strided box",
  "description": ""
 }
];
