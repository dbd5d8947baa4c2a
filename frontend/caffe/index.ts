// The Caffe front end's door: .prototxt (text) with .caffemodel (binary), layers of both generations.
export { importCaffe, importCaffemodel } from './import.js';
export { readCaffemodel, readPrototxt } from './model.js';
export { OPERATORS } from './operators.js';
