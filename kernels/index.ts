// The numeric kernels: these definitions are the meaning of the qnn arithmetic, bit for bit that of
// the TensorFlow Lite Micro reference kernels, and of the nn level's float32.

export * from './arrays.js';
export * from './binary.js';
export * from './boxes.js';
export * from './conv2d.js';
export * from './depthwise-conv2d.js';
export * from './fixed-point.js';
export * from './fixed-point-functions.js';
export * from './float-elementwise.js';
export * from './float-formats.js';
export * from './float-mac.js';
export * from './fourier.js';
export * from './fully-connected.js';
export * from './functions.js';
export * from './indexing.js';
export * from './lane-products.js';
export * from './layout.js';
export * from './map.js';
export * from './matmul.js';
export * from './normalization.js';
export * from './output-stage.js';
export * from './pool.js';
export * from './prepare.js';
export * from './quantization.js';
export * from './quantize.js';
export * from './recurrent.js';
export * from './reduce.js';
export * from './reductions.js';
export * from './sampling.js';
export * from './shape.js';
export * from './softmax.js';
export * from './unary.js';
export * from './wasm/arena.js';
export * from './wasm/mac.js';
export { fitsLoops, type Mac } from './wasm/pack.js';
export * from './window-nd.js';
