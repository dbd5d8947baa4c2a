// The targets of machine family N1, as data. Every number is a hardware resource that the timing
// model (docs/npu/timing.md), the energy model (docs/npu/energy.md) or a legality check reads.
// A pass asks the target; it never names one.

//===----------------------------------------------------------------------===//
// Vocabulary
//===----------------------------------------------------------------------===//

// On-chip memory with one port that all engines share.
class Sram<int bytes_, int portBytes_, int latency_> {
  int bytes = bytes_;
  int portBytes = portBytes_; // bytes a cycle, and the width of one beat
  int latency = latency_;     // cycles from request to data, pipelined
}

// Flash or DRAM behind one port. A contiguous piece costs whole access units.
class OffChip<string kind_, bit writable_, int bytes_, int bytesPerCycle_, int latency_, int burstBytes_,
              int accessBytes_> {
  string kind = kind_;
  bit writable = writable_;
  int bytes = bytes_;
  int bytesPerCycle = bytesPerCycle_;
  int latency = latency_;
  int burstBytes = burstBytes_;
  int accessBytes = accessBytes_;
}

class CommandProcessor<int fifoBytes_, int queueDepth_> {
  int fifoBytes = fifoBytes_;   // fetched but not yet dispatched
  int queueDepth = queueDepth_; // instructions, per engine
}

// pixelLanes x icLanes x ocLanes int8 multipliers, and the buffers around them.
class MacEngine<int pixelLanes_, int inputHalf, int accumulatorHalf, int weights, int channels,
                int outputLanes_ = 8> {
  int pixelLanes = pixelLanes_;
  int icLanes = 8;
  int ocLanes = 8;
  int depthwiseTaps = 4;                       // taps of 8 channels a pixel lane takes a cycle
  int pipelineDepth = 8;                       // cycles from the last operand to the last sum
  int outputLanes = outputLanes_;              // values the output stage finishes a cycle
  int inputBufferBytes = inputHalf;            // one of two halves
  int accumulatorBufferBytes = accumulatorHalf; // one of two halves, 4 bytes a sum
  int weightBufferBytes = weights;
  int weightChunkBytes = !srl(weights, 3);     // unit in which the weight FIFO fills and drains
  int parameterChannels = channels;            // output channels of a block; 2 sets of 5 bytes each
  int tableBytes = 256;
}

class VecEngine<int lanes_> {
  int lanes = lanes_;
  int pipelineDepth = 8;
  int reciprocalCycles = 32; // softmax: one a row
  int divideCycles = 4;      // average pooling: one a group of results
  int tableBytes = 1024;     // one int8 table, or softmax's 256 int32
}

class DmaEngine {
  int pipelineDepth = 4;
}

// The processor beside the NPU, for what the NPU cannot do.
class Host<int callCycles_, int cyclesPerByte_, int cyclesPerOperation_> {
  int callCycles = callCycles_;                 // interrupt, dispatch, return
  int cyclesPerByte = cyclesPerByte_;           // of operand read or written
  int cyclesPerOperation = cyclesPerOperation_; // of the scalar operations the call states
}

// Picojoules as milli-picojoules (fJ), since TableGen has no fractions. Sources: docs/npu/energy.md.
class Energy<int mac, int sramByte, int bufferByte, int offChipByte, int staticCycle, int hostCycle> {
  int macFj = mac;
  int vecOperationFj = 500;         // one lane operation
  int sramByteFj = sramByte;
  int bufferByteFj = bufferByte;
  int offChipByteFj = offChipByte;
  int staticCycleFj = staticCycle;
  int hostCycleFj = hostCycle;
}

class Target<string name_> {
  string name = name_;
  string family = "N1";
  int machineVersion = 1;
  string summary;
  int clockMHz;
  Sram sram;
  OffChip offChip;
  CommandProcessor commands = CommandProcessor<128, 8>;
  MacEngine mac;
  VecEngine vec;
  DmaEngine dma = DmaEngine<>;
  Host host;
  Energy energy;
  list<string> dataTypes = ["int8"];
}

//===----------------------------------------------------------------------===//
// Targets
//===----------------------------------------------------------------------===//

def N1_64 : Target<"n1-64"> {
  let summary = "64 MAC/cycle, 128 KiB SRAM, execute from flash";
  let clockMHz = 500;
  let sram = Sram<131072, 8, 32>;
  let offChip = OffChip<"flash", 0, 16777216, 1, 64, 128, 1>;
  let mac = MacEngine<1, 3328, 2048, 3584, 64>;
  let vec = VecEngine<8>;
  let host = Host<400, 4, 2>;
  let energy = Energy<300, 2200, 300, 250000, 8000, 20000>;
}

def N1_128 : Target<"n1-128"> {
  let summary = "128 MAC/cycle, 256 KiB SRAM, execute from flash";
  let clockMHz = 500;
  let sram = Sram<262144, 8, 32>;
  let offChip = OffChip<"flash", 0, 16777216, 1, 64, 128, 1>;
  let mac = MacEngine<2, 5120, 4096, 4096, 64>;
  let vec = VecEngine<8>;
  let host = Host<400, 4, 2>;
  let energy = Energy<300, 3100, 300, 250000, 14000, 20000>;
}

def N1_256 : Target<"n1-256"> {
  let summary = "256 MAC/cycle, 512 KiB SRAM, execute from flash";
  let clockMHz = 500;
  let sram = Sram<524288, 8, 32>;
  let offChip = OffChip<"flash", 0, 67108864, 1, 64, 128, 1>;
  let mac = MacEngine<4, 10752, 8192, 8192, 128>;
  let vec = VecEngine<8>;
  let host = Host<400, 4, 2>;
  let energy = Energy<300, 4400, 300, 250000, 26000, 20000>;
}

def N1_1024 : Target<"n1-1024"> {
  let summary = "1024 MAC/cycle, 2 MiB SRAM, DRAM";
  let clockMHz = 1000;
  let commands = CommandProcessor<1024, 8>;
  let sram = Sram<2097152, 32, 32>;
  let offChip = OffChip<"dram", 1, 536870912, 12, 250, 128, 32>;
  let mac = MacEngine<16, 36864, 32768, 32768, 512, 32>;
  let vec = VecEngine<32>;
  let host = Host<1000, 4, 2>;
  let energy = Energy<300, 4800, 300, 40000, 120000, 20000>;
}
