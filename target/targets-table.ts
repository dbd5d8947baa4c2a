// Temporary: made from target/targets.td by llvm-tblgen until tablegen/ generates generated/targets.ts.
// biome-ignore-all format: generated
export const TARGETS = [
 {
  "clockMHz": 500,
  "commands": {
   "fifoBytes": 128,
   "queueDepth": 8
  },
  "dataTypes": [
   "int8"
  ],
  "dma": {
   "pipelineDepth": 4
  },
  "energy": {
   "bufferByteFj": 300,
   "hostCycleFj": 20000,
   "macFj": 300,
   "offChipByteFj": 120000,
   "sramByteFj": 2200,
   "staticCycleFj": 8000,
   "vecOperationFj": 500
  },
  "family": "N1",
  "host": {
   "callCycles": 400,
   "cyclesPerByte": 4,
   "cyclesPerOperation": 2
  },
  "mac": {
   "accumulatorBufferBytes": 2048,
   "depthwiseTaps": 4,
   "icLanes": 8,
   "inputBufferBytes": 3328,
   "ocLanes": 8,
   "outputLanes": 8,
   "parameterChannels": 64,
   "pipelineDepth": 8,
   "pixelLanes": 1,
   "tableBytes": 256,
   "weightBufferBytes": 3584,
   "weightChunkBytes": 448
  },
  "machineVersion": 1,
  "name": "n1-64",
  "offChip": {
   "accessBytes": 1,
   "burstBytes": 128,
   "bytes": 16777216,
   "bytesPerCycle": 1,
   "kind": "flash",
   "latency": 64,
   "writable": false
  },
  "sram": {
   "bytes": 131072,
   "latency": 32,
   "portBytes": 8
  },
  "summary": "64 MAC/cycle, 128 KiB SRAM, execute from flash",
  "vec": {
   "divideCycles": 4,
   "lanes": 8,
   "pipelineDepth": 8,
   "reciprocalCycles": 32,
   "tableBytes": 1024
  }
 },
 {
  "clockMHz": 500,
  "commands": {
   "fifoBytes": 128,
   "queueDepth": 8
  },
  "dataTypes": [
   "int8"
  ],
  "dma": {
   "pipelineDepth": 4
  },
  "energy": {
   "bufferByteFj": 300,
   "hostCycleFj": 20000,
   "macFj": 300,
   "offChipByteFj": 120000,
   "sramByteFj": 3100,
   "staticCycleFj": 14000,
   "vecOperationFj": 500
  },
  "family": "N1",
  "host": {
   "callCycles": 400,
   "cyclesPerByte": 4,
   "cyclesPerOperation": 2
  },
  "mac": {
   "accumulatorBufferBytes": 4096,
   "depthwiseTaps": 4,
   "icLanes": 8,
   "inputBufferBytes": 5120,
   "ocLanes": 8,
   "outputLanes": 8,
   "parameterChannels": 64,
   "pipelineDepth": 8,
   "pixelLanes": 2,
   "tableBytes": 256,
   "weightBufferBytes": 4096,
   "weightChunkBytes": 512
  },
  "machineVersion": 1,
  "name": "n1-128",
  "offChip": {
   "accessBytes": 1,
   "burstBytes": 128,
   "bytes": 16777216,
   "bytesPerCycle": 1,
   "kind": "flash",
   "latency": 64,
   "writable": false
  },
  "sram": {
   "bytes": 262144,
   "latency": 32,
   "portBytes": 8
  },
  "summary": "128 MAC/cycle, 256 KiB SRAM, execute from flash",
  "vec": {
   "divideCycles": 4,
   "lanes": 8,
   "pipelineDepth": 8,
   "reciprocalCycles": 32,
   "tableBytes": 1024
  }
 },
 {
  "clockMHz": 500,
  "commands": {
   "fifoBytes": 128,
   "queueDepth": 8
  },
  "dataTypes": [
   "int8"
  ],
  "dma": {
   "pipelineDepth": 4
  },
  "energy": {
   "bufferByteFj": 300,
   "hostCycleFj": 20000,
   "macFj": 300,
   "offChipByteFj": 120000,
   "sramByteFj": 4400,
   "staticCycleFj": 26000,
   "vecOperationFj": 500
  },
  "family": "N1",
  "host": {
   "callCycles": 400,
   "cyclesPerByte": 4,
   "cyclesPerOperation": 2
  },
  "mac": {
   "accumulatorBufferBytes": 8192,
   "depthwiseTaps": 4,
   "icLanes": 8,
   "inputBufferBytes": 10752,
   "ocLanes": 8,
   "outputLanes": 8,
   "parameterChannels": 128,
   "pipelineDepth": 8,
   "pixelLanes": 4,
   "tableBytes": 256,
   "weightBufferBytes": 8192,
   "weightChunkBytes": 1024
  },
  "machineVersion": 1,
  "name": "n1-256",
  "offChip": {
   "accessBytes": 1,
   "burstBytes": 128,
   "bytes": 67108864,
   "bytesPerCycle": 1,
   "kind": "flash",
   "latency": 64,
   "writable": false
  },
  "sram": {
   "bytes": 524288,
   "latency": 32,
   "portBytes": 8
  },
  "summary": "256 MAC/cycle, 512 KiB SRAM, execute from flash",
  "vec": {
   "divideCycles": 4,
   "lanes": 8,
   "pipelineDepth": 8,
   "reciprocalCycles": 32,
   "tableBytes": 1024
  }
 },
 {
  "clockMHz": 1000,
  "commands": {
   "fifoBytes": 1024,
   "queueDepth": 8
  },
  "dataTypes": [
   "int8"
  ],
  "dma": {
   "pipelineDepth": 4
  },
  "energy": {
   "bufferByteFj": 300,
   "hostCycleFj": 20000,
   "macFj": 300,
   "offChipByteFj": 40000,
   "sramByteFj": 4800,
   "staticCycleFj": 120000,
   "vecOperationFj": 500
  },
  "family": "N1",
  "host": {
   "callCycles": 1000,
   "cyclesPerByte": 4,
   "cyclesPerOperation": 2
  },
  "mac": {
   "accumulatorBufferBytes": 32768,
   "depthwiseTaps": 4,
   "icLanes": 8,
   "inputBufferBytes": 36864,
   "ocLanes": 8,
   "outputLanes": 32,
   "parameterChannels": 512,
   "pipelineDepth": 8,
   "pixelLanes": 16,
   "tableBytes": 256,
   "weightBufferBytes": 32768,
   "weightChunkBytes": 4096
  },
  "machineVersion": 1,
  "name": "n1-1024",
  "offChip": {
   "accessBytes": 32,
   "burstBytes": 128,
   "bytes": 536870912,
   "bytesPerCycle": 12,
   "kind": "dram",
   "latency": 250,
   "writable": true
  },
  "sram": {
   "bytes": 2097152,
   "latency": 32,
   "portBytes": 32
  },
  "summary": "1024 MAC/cycle, 2 MiB SRAM, DRAM",
  "vec": {
   "divideCycles": 4,
   "lanes": 32,
   "pipelineDepth": 8,
   "reciprocalCycles": 32,
   "tableBytes": 1024
  }
 }
];
