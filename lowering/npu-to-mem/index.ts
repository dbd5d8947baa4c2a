export { memAllocate } from './allocate.js';
export { type Blocking, chooseBlocking, type MacTask } from './blocking.js';
export { npuToMem } from './npu-to-mem.js';
