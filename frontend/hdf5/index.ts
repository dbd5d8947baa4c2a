// HDF5 files: groups, datasets, attributes.
export type { Data } from './data.js';
export { type Hdf5Dataset, Hdf5File, Hdf5Object } from './file.js';
