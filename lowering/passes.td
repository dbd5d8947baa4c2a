// The passes from level to level. What runs when: STAGES in driver/passes.ts.
include "PassBase.td"

def NnFoldConstants : Pass<"nn-fold-constants"> {
  let summary = "nn operations on constants to constants, by their reference semantics";
  let dependentDialects = ["nn"];
  let statistics = [Statistic<"numFolded", "num-folded", "operations folded">];
}

def NnToQnn : Pass<"nn-to-qnn", "builtin.module"> {
  let summary = "Float operators between quantizations to integer ones";
  let options = [
    Option<"quantizedIo", "quantized-io", "bool", "true",
           "the function takes and gives stored integers">,
  ];
  let dependentDialects = ["qnn", "quant", "func"];
}

def NormalizeQdq : Pass<"normalize-qdq", "builtin.module"> {
  let summary = "What exporters put between dequantize and quantize into the form that nn-to-qnn takes";
  let dependentDialects = ["nn", "qnn"];
  let statistics = [Statistic<"numNormalized", "num-normalized", "operators prepared">];
}

def QnnToNpu : Pass<"qnn-to-npu", "builtin.module"> {
  let summary = "Operators to tasks of the target";
  let options = [
    Option<"target", "target", "string", "",
           "machine to compile for; kept in the module's npu.target">,
  ];
  let dependentDialects = ["npu", "func"];
}

def NpuFuse : Pass<"npu-fuse", "builtin.module"> {
  let summary = "Padding and tables into MAC tasks";
  let dependentDialects = ["npu"];
}

def NpuToMem : Pass<"npu-to-mem", "builtin.module"> {
  let summary = "Tasks on tensors to engine blocks on buffers";
  let dependentDialects = ["mem", "func"];
}

def MemAllocate : Pass<"mem-allocate", "builtin.module"> {
  let summary = "Give every on-chip buffer an address by its lifetime";
  let statistics = [Statistic<"peakBytes", "peak-bytes", "bytes of SRAM in use at most">];
}

def MemSynchronize : Pass<"mem-synchronize", "builtin.module"> {
  let summary = "Make every block wait for the tokens of those whose bytes it needs";
}

def MemToIsa : Pass<"mem-to-isa", "builtin.module"> {
  let summary = "Engine blocks to machine instructions";
  let dependentDialects = ["isa", "func"];
}
