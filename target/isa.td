// The instruction set of machine family N1: the one declaration of every format. The encoder, the
// decoder, the disassembler, the typed instruction interfaces and the ISA manual derive from it.
// Instructions are sequences of little-endian 32-bit words. Fields are packed in order from bit 0;
// a field that does not fit the rest of the current word starts the next one.
// What each instruction does and costs: docs/npu/machine.md, docs/npu/timing.md.

//===----------------------------------------------------------------------===//
// Vocabulary
//===----------------------------------------------------------------------===//

class Field<string name_, int width_, bit signed_ = 0, string description_ = ""> {
  string name = name_;
  int width = width_; // bits
  bit signed = signed_;
  string description = description_;
}

class Instruction<string mnemonic_, int opcode_, list<Field> fields_> {
  string mnemonic = mnemonic_;
  int opcode = opcode_;
  list<Field> fields = fields_;
  string engine;
  string summary;
  string description = "";
}

// An address in SRAM: 24 bits, 16 MiB.
class SramAddress<string name, string description = ""> : Field<name, 24, 0, description>;
// An address in off-chip memory (flash or DRAM): 32 bits.
class OffChipAddress<string name, string description = ""> : Field<name, 32, 0, description>;
// A distance in bytes.
class Stride<string name, string description = ""> : Field<name, 24, 0, description>;
class Flag<string name, string description = ""> : Field<name, 1, 0, description>;

// Header of every instruction. `words` is the instruction's length and is checked.
// An instruction starts when each engine's count of retired instructions is at or past the wait:
// ((count - wait) & 0xffff) < 0x8000.
defvar Header = [
  Field<"opcode", 8>, Field<"words", 8>,
  Field<"wait_dma", 16, 0, "DMA instructions that must have retired, mod 2^16">,
  Field<"wait_mac", 16, 0, "MAC instructions that must have retired, mod 2^16">,
  Field<"wait_vec", 16, 0, "VEC instructions that must have retired, mod 2^16">
];

//===----------------------------------------------------------------------===//
// MAC: convolution, depthwise convolution, matrix product; one output block each
//===----------------------------------------------------------------------===//
// Words 2..7 are what changes from block to block, words 8..15 what an operation keeps.

class MacInstruction<string mnemonic, int opcode, Field channels>
    : Instruction<mnemonic, opcode, !listconcat(Header, [
  SramAddress<"ifm_addr", "first valid element of the input patch">,
  Field<"pad_top", 8, 0, "padding rows before the valid rows of the patch">,
  SramAddress<"ofm_addr", "first element of the output block">,
  Field<"pad_left", 8, 0, "padding columns before the valid columns of the patch">,
  Field<"ifm_rows", 16, 0, "valid rows from ifm_addr on; what lies beyond is padding">,
  Field<"ifm_cols", 16, 0, "valid columns from ifm_addr on; what lies beyond is padding">,
  Field<"rows", 16, 0, "output rows of the block">,
  Field<"cols", 16, 0, "output columns of the block">,
  OffChipAddress<"weights_addr", "start of the weight stream">,
  Field<"weights_bytes", 24, 0, "length of the weight stream, parameters included">,
  Flag<"first", "accumulators start from the bias; the stream begins with the parameters">,
  Flag<"last", "run the output stage and write the block">,
  Flag<"weights_in_sram", "weights_addr is an SRAM address">,
  Flag<"reuse_ifm", "the input buffer holds this patch already">,
  Flag<"reuse_weights", "the weight buffer holds this stream already">,
  Flag<"keep_weights", "hold the stream: the next MAC instruction reuses it">,
  Flag<"lut", "apply the 256-byte table at lut_addr to the clamped output">,
  Field<"reserved", 1, 0, "zero">,
  Stride<"ifm_row_stride", "bytes from row to row">,
  Field<"kernel_h", 8>,
  Stride<"ofm_row_stride", "bytes from row to row">,
  Field<"kernel_w", 8>,
  Field<"ifm_col_stride", 16, 0, "bytes from column to column">,
  Field<"ofm_col_stride", 16, 0, "bytes from column to column">,
  channels,
  Field<"oc", 16, 0, "output channels of the block">,
  Field<"stride_h", 8>, Field<"stride_w", 8>,
  Field<"dilation_h", 8>, Field<"dilation_w", 8>,
  Field<"ifm_zp", 8, 1, "input zero point">,
  Field<"ofm_zp", 8, 1, "output zero point">,
  Field<"act_min", 16, 1, "lowest output value">,
  Field<"act_max", 16, 1, "highest output value">,
  Field<"reserved2", 16, 0, "zero">,
  OffChipAddress<"lut_addr", "table of 256 int8 indexed by value + 128">
])> {
  let engine = "mac";
}

def MacConv : MacInstruction<"mac.conv", 0x10,
    Field<"ic", 16, 0, "input channels of this block or chunk, contiguous">> {
  let summary = "one output block of a convolution or (1x1) a matrix product";
  let description = [{
    out[y,x,o] = stage(bias[o] + sum over ky,kx,i of
      (patch[y*stride_h + ky*dilation_h, x*stride_w + kx*dilation_w, i] - ifm_zp) * w[o,ky,kx,i]).
    A sum too long for the input buffer is split into chunks of input channels: the first carries
    `first`, the last `last`, and the accumulators stay between them.
  }];
}

def MacDwconv : MacInstruction<"mac.dwconv", 0x11,
    Field<"depth_multiplier", 16, 0, "output channels per input channel; the block starts at a multiple">> {
  let summary = "one output block of a depthwise convolution";
  let description = [{
    out[y,x,o] = stage(bias[o] + sum over ky,kx of
      (patch[.., .., o / depth_multiplier] - ifm_zp) * w[o,ky,kx]).
  }];
}

//===----------------------------------------------------------------------===//
// VEC: element-wise, tables, pooling, reduction, softmax
//===----------------------------------------------------------------------===//

// Elements [i0,i1,i2] of a box d0 x d1 x d2; stride 0 broadcasts.
class VecBinary<string mnemonic, int opcode> : Instruction<mnemonic, opcode, !listconcat(Header, [
  SramAddress<"in1_addr">, Field<"in1_zp", 8, 1>,
  SramAddress<"in2_addr">, Field<"in2_zp", 8, 1>,
  SramAddress<"out_addr">, Field<"out_zp", 8, 1>,
  Field<"d0", 16, 0, "outer extent">, Field<"d1", 16, 0, "middle extent">,
  Field<"d2", 16, 0, "inner extent">,
  Flag<"in1_stride2", "inner stride of operand 1: 0 or 1">,
  Flag<"in2_stride2", "inner stride of operand 2: 0 or 1">,
  Stride<"in1_stride0">, Field<"in1_shift", 8, 1>,
  Stride<"in1_stride1">, Field<"in2_shift", 8, 1>,
  Stride<"in2_stride0">, Field<"out_shift", 8, 1>,
  Stride<"in2_stride1">, Field<"left_shift", 8, 0>,
  Stride<"out_stride0">, Field<"act_min", 8, 1>,
  Stride<"out_stride1">, Field<"act_max", 8, 1>,
  Field<"in1_multiplier", 32, 1>,
  Field<"in2_multiplier", 32, 1>,
  Field<"out_multiplier", 32, 1>
])> {
  let engine = "vec";
}

def VecAdd : VecBinary<"vec.add", 0x20> {
  let summary = "quantised sum of two boxes with broadcast (TFLite ADD)";
}
def VecSub : VecBinary<"vec.sub", 0x21> {
  let summary = "quantised difference of two boxes with broadcast (TFLite SUB)";
}
def VecMul : VecBinary<"vec.mul", 0x22> {
  let summary = "quantised product of two boxes with broadcast (TFLite MUL)";
  let description = [{
    (in1 - in1_zp) * (in2 - in2_zp) through out_multiplier and out_shift; the operands' multipliers,
    shifts and left_shift must be zero.
  }];
}
def VecMax : VecBinary<"vec.max", 0x23> {
  let summary = "larger of two raw values with broadcast; all requantization fields zero";
}
def VecMin : VecBinary<"vec.min", 0x24> {
  let summary = "smaller of two raw values with broadcast; all requantization fields zero";
}

def VecLut : Instruction<"vec.lut", 0x28, !listconcat(Header, [
  SramAddress<"in_addr">, SramAddress<"out_addr">,
  Field<"d0", 16, 0, "outer extent">, Field<"d1", 16, 0, "middle extent">,
  Field<"d2", 16, 0, "inner extent, contiguous on both sides">,
  Stride<"in_stride0">, Stride<"in_stride1">,
  Stride<"out_stride0">, Stride<"out_stride1">,
  OffChipAddress<"lut_addr", "table of 256 int8 indexed by value + 128">
])> {
  let engine = "vec";
  let summary = "any unary int8 function, by a table of 256 entries";
}

class VecPool<string mnemonic, int opcode> : Instruction<mnemonic, opcode, !listconcat(Header, [
  SramAddress<"ifm_addr", "first valid element of the input patch">,
  Field<"pad_top", 8, 0, "padding rows before the valid rows of the patch">,
  SramAddress<"ofm_addr", "first element of the output">,
  Field<"pad_left", 8, 0, "padding columns before the valid columns of the patch">,
  Field<"ifm_rows", 16, 0, "valid rows from ifm_addr on">,
  Field<"ifm_cols", 16, 0, "valid columns from ifm_addr on">,
  Field<"rows", 16, 0, "output rows">, Field<"cols", 16, 0, "output columns">,
  Stride<"ifm_row_stride">, Field<"kernel_h", 8>,
  Stride<"ofm_row_stride">, Field<"kernel_w", 8>,
  Field<"ifm_col_stride", 16>, Field<"ofm_col_stride", 16>,
  Field<"channels", 16>, Field<"stride_h", 8>, Field<"stride_w", 8>,
  Field<"act_min", 8, 1>, Field<"act_max", 8, 1>
])> {
  let engine = "vec";
}

def VecPoolMax : VecPool<"vec.pool_max", 0x29> {
  let summary = "maximum of each window's valid taps, clamped";
}
def VecPoolAvg : VecPool<"vec.pool_avg", 0x2a> {
  let summary = "mean of each window's valid taps, half away from zero, clamped";
}

def VecReduceMean : Instruction<"vec.reduce_mean", 0x2b, !listconcat(Header, [
  SramAddress<"in_addr">, Field<"in_zp", 8, 1>,
  SramAddress<"out_addr">, Field<"out_zp", 8, 1>,
  Field<"k0", 16, 0, "outer kept extent">, Field<"k1", 16, 0, "middle kept extent">,
  Field<"k2", 16, 0, "inner kept extent">,
  Field<"r0", 16, 0, "outer reduced extent">, Field<"r1", 16, 0, "inner reduced extent">,
  Field<"act_min", 8, 1>, Field<"act_max", 8, 1>,
  Stride<"in_stride_k0">, Field<"shift", 8, 1>,
  Stride<"in_stride_k1">, Stride<"in_stride_k2">,
  Stride<"in_stride_r0">, Stride<"in_stride_r1">,
  Stride<"out_stride_k0">, Stride<"out_stride_k1">, Stride<"out_stride_k2">,
  Field<"multiplier", 32, 1>
])> {
  let engine = "vec";
  let summary = "requantised sum over two reduced extents (TFLite MEAN and SUM)";
  let description = "out = clamp(requantize(sum(in - in_zp)) + out_zp); 1/N is in the multiplier.";
}

def VecSoftmax : Instruction<"vec.softmax", 0x2c, !listconcat(Header, [
  SramAddress<"in_addr">, SramAddress<"out_addr">,
  Field<"rows", 24, 0, "rows">,
  Field<"depth", 16, 0, "elements of a row, contiguous">,
  Stride<"in_row_stride">, Stride<"out_row_stride">,
  OffChipAddress<"table_addr", "256 int32 little endian: exp of -(difference to the row's maximum)">
])> {
  let engine = "vec";
  let summary = "softmax of each row, bit exact with TFLite's int8 kernel";
}

//===----------------------------------------------------------------------===//
// DMA
//===----------------------------------------------------------------------===//
// A side has an address, and strides of the run's elements, of n1 and of n2.
// Space 0 is SRAM, 1 is off-chip memory.

def DmaCopy : Instruction<"dma.copy", 0x30, !listconcat(Header, [
  Field<"src_addr", 32>,
  Field<"dst_addr", 32>,
  Field<"run", 24, 0, "elements (bytes) of the inner run">,
  Flag<"src_space", "0: SRAM, 1: off-chip">, Flag<"dst_space", "0: SRAM, 1: off-chip">,
  Field<"n1", 16, 0, "middle extent">, Field<"n2", 16, 0, "outer extent">,
  Stride<"src_stride0", "bytes from element to element, usually 1">,
  Stride<"src_stride1">, Stride<"src_stride2">,
  Stride<"dst_stride0", "bytes from element to element, usually 1">,
  Stride<"dst_stride1">, Stride<"dst_stride2">
])> {
  let engine = "dma";
  let summary = "three-dimensional strided copy";
}

def DmaFill : Instruction<"dma.fill", 0x31, !listconcat(Header, [
  Field<"dst_addr", 32>,
  Field<"run", 24, 0, "elements (bytes) of the inner run">,
  Flag<"dst_space", "0: SRAM, 1: off-chip">,
  Field<"n1", 16, 0, "middle extent">, Field<"n2", 16, 0, "outer extent">,
  Stride<"dst_stride0", "bytes from element to element, usually 1">,
  Field<"value", 8, 1>,
  Stride<"dst_stride1">, Stride<"dst_stride2">
])> {
  let engine = "dma";
  let summary = "writes one byte value into a strided box";
}

//===----------------------------------------------------------------------===//
// System: executed by the command processor itself
//===----------------------------------------------------------------------===//

def SysHost : Instruction<"sys.host", 0x01, !listconcat(Header, [
  Field<"call", 16, 0, "index into the object's table of host calls">,
  Flag<"idle_dma", "wait until DMA is idle">,
  Flag<"idle_mac", "wait until MAC is idle">,
  Flag<"idle_vec", "wait until VEC is idle">
])> {
  let engine = "sys";
  let summary = "interrupts the host, which runs a kernel on memory; fetching goes on when it returns";
}

def SysEnd : Instruction<"sys.end", 0x02, Header> {
  let engine = "sys";
  let summary = "waits until every engine is idle and ends the program; the last instruction";
}
