// The audio front end of TensorFlow's keyword models as tensor operations: the same numbers as its
// kernels AudioSpectrogram (core/kernels/spectrogram.cc) and Mfcc (core/kernels/mfcc*.cc), whose tables
// are computed here, in double precision as there.

import { IntegerType, type Value } from '../../ir/index.js';
import { f32Weights, f64, Unsupported } from '../common/index.js';
import type { TfSource } from './source.js';

/**
 * Frames of samples (length x channels) under a periodic Hann window, their Fourier transform's
 * magnitudes or squares: channels x frames x frequencies.
 */
export function audioSpectrogram(s: TfSource): Value {
  const { net } = s;
  const [size, stride] = [s.intAttr('window_size', 0), s.intAttr('stride', 0)];
  const [length, channels] = s.shape(0);
  if (!(size >= 2 && stride >= 1) || length < size) {
    throw new Unsupported(`a window of ${size} does not fit into ${length} samples`);
  }
  const frames = 1 + Math.floor((length - size) / stride);
  const fft = 2 ** Math.ceil(Math.log2(size));
  const places = Array.from(
    { length: frames * size },
    (_, i) => Math.floor(i / size) * stride + (i % size),
  );
  const hann = Array.from(
    { length: size },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size),
  );
  const samples = net.transpose(s.input(0), [1, 0]);
  const cut = net.op('gather', [samples, s.integers([frames, size], places, IntegerType.get(32))], {
    axis: 1,
  });
  const windowed = net.op('mul', [cut, net.vector(`${s.name}_window`, hann)]);
  const spectrum = net.op('dft', [net.reshape(windowed, [channels, frames, size, 1])], {
    axis: 2,
    length: fft,
    onesided: true,
  });
  const power = net.reduce('reduce_sum', net.op('mul', [spectrum, spectrum]), [3], false);
  return s.flag('magnitude_squared') ? power : net.op('sqrt', [power]);
}

const mel = (frequency: number) => 1127 * Math.log1p(frequency / 700);

/**
 * Weights of the mel filters, frequencies x filters: each frequency adds to two neighbouring triangles
 * (MfccMelFilterbank::Initialize and Compute).
 */
export function melFilters(
  frequencies: number,
  rate: number,
  filters: number,
  lower: number,
  upper: number,
): Float64Array {
  const weights = new Float64Array(frequencies * filters);
  const low = mel(lower);
  const spacing = (mel(upper) - low) / (filters + 1);
  const centre = (i: number) => low + spacing * (i + 1);
  const step = (0.5 * rate) / (frequencies - 1);
  const first = Math.trunc(1.5 + lower / step);
  const last = Math.trunc(upper / step);
  for (let i = first; i <= last && i < frequencies; i++) {
    const at = mel(i * step);
    let next = 0;
    while (next < filters && centre(next) < at) next++;
    const below = next - 1;
    const share =
      below >= 0
        ? (centre(next) - at) / (centre(next) - centre(below))
        : (centre(0) - at) / (centre(0) - low);
    if (below >= 0) weights[i * filters + below] += share;
    if (next < filters) weights[i * filters + next] += 1 - share;
  }
  return weights;
}

/** The cosine transform of mel energies, filters x coefficients (MfccDct::Initialize). */
export function cosines(filters: number, coefficients: number): Float64Array {
  const table = new Float64Array(filters * coefficients);
  const norm = Math.sqrt(2 / filters);
  for (let j = 0; j < filters; j++) {
    for (let i = 0; i < coefficients; i++) {
      table[j * coefficients + i] = norm * Math.cos(((i * Math.PI) / filters) * (j + 0.5));
    }
  }
  return table;
}

/** Mel-frequency cepstral coefficients of squared magnitudes (channels x frames x frequencies). */
export function mfcc(s: TfSource): Value {
  const { net } = s;
  const rate = s.int(1);
  const frequencies = s.shape(0)[2];
  const filters = s.intAttr('filterbank_channel_count', 40);
  const coefficients = s.intAttr('dct_coefficient_count', 13);
  const [lower, upper] = [
    s.numberAttr('lower_frequency_limit', 20),
    s.numberAttr('upper_frequency_limit', 4000),
  ];
  if (
    !(
      rate > 0 &&
      filters > 0 &&
      coefficients > 0 &&
      coefficients <= filters &&
      lower >= 0 &&
      upper > lower &&
      frequencies > 1
    )
  ) {
    throw new Unsupported('its options are not those of a filter bank');
  }
  const bank = melFilters(frequencies, rate, filters, lower, upper);
  const energies = net.op('matmul', [
    net.op('sqrt', [s.input(0)]),
    net.weights(`${s.name}_filters`, f32Weights([frequencies, filters], bank)),
  ]);
  const logs = net.op('log', [
    net.op('clamp', [energies], { min: f64(1e-12), max: f64(Infinity) }),
  ]);
  const table = f32Weights([filters, coefficients], cosines(filters, coefficients));
  return net.op('matmul', [logs, net.weights(`${s.name}_cosines`, table)]);
}

/** Samples and channels of a recording that a decoder gives: undefined where any length will do. */
export function decodedShape(s: {
  intAttr(name: string, fallback: number): number;
}): number[] | undefined {
  const [samples, channels] = [s.intAttr('desired_samples', -1), s.intAttr('desired_channels', -1)];
  return samples < 1 ? undefined : [samples, Math.max(channels, 1)];
}

/** Samples a second that keyword models are trained on, where the model does not say. */
export const USUAL_RATE = 16000;
