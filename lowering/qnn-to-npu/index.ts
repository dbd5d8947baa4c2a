export { npuFuse } from './npu-fuse.js';
export { qnnToNpu } from './qnn-to-npu.js';
export { whyNotOnNpu } from './support.js';
