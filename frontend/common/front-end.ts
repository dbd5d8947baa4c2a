import type { Context, Operation, RankedTensorType, Value } from '../../ir/index.js';
import type { ImportSettings } from './constants.js';
import { GraphBuilder, type Port } from './graph-builder.js';
import { ImportError, type ImportedOperator } from './import-error.js';
import { Net } from './net.js';
import { ImportReport } from './report.js';

/** The files of a model: the one that was named, and those that belong to it. */
export interface ModelFiles {
  /** Base name, for messages and locations. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Trained numbers that the user has named. */
  readonly weights?: { readonly name: string; readonly bytes: Uint8Array };
  /** A file by its path from the folder of the model, or undefined where there is none. */
  beside(path: string): Uint8Array | undefined;
  /** Names of the files in the folder of the model. */
  list(): readonly string[];
  /** Bytes that the model may have when unpacked. */
  readonly maxSize: number;
}

export interface Imported {
  readonly module: Operation;
  readonly report: readonly ImportedOperator[];
}

/** The door of a front end. Throws FormatError or ImportError. */
export type ImportModel = (
  context: Context,
  files: ModelFiles,
  settings: ImportSettings,
) => Promise<Imported>;

/** The weights' file of a model of two files. Throws ImportError that names what is missing. */
export function weightsBeside(
  files: ModelFiles,
  candidates: readonly string[],
  what: string,
): { readonly name: string; readonly bytes: Uint8Array } {
  if (files.weights) return files.weights;
  for (const name of candidates) {
    const bytes = files.beside(name);
    if (bytes) return { name, bytes };
  }
  throw new ImportError([
    `${what} is missing: '${candidates[0]}' is not beside '${files.name}'; name it with --weights=FILE`,
  ]);
}

/** A file's name without its last extension. */
export const stemOf = (name: string): string => name.replace(/\.[^./\\]*$/, '');

/** The shape of an input that the source leaves open, where the user has given it. */
export function givenShape(settings: ImportSettings, name: string): readonly number[] | undefined {
  return settings.shapes?.get(name) ?? settings.shapes?.get('');
}

/** What a front end works on while it goes through the operators of its source. */
export interface Walk {
  readonly net: Net;
  readonly report: ImportReport;
}

/**
 * Builds a module: `walk` goes through the source and gives the outputs. Everything that stands in the
 * way is one ImportError.
 */
export async function buildModule(
  context: Context,
  file: string,
  inputs: readonly Port<RankedTensorType>[],
  walk: (w: Walk) => readonly Port<Value>[],
): Promise<Imported> {
  const report = new ImportReport();
  const graph = await GraphBuilder.create(context, file, inputs);
  const outputs = walk({ net: new Net(graph), report });
  for (const { name, of } of outputs) {
    if (!of) report.reject(`the output '${name}' is made by no operator`);
  }
  report.check();
  return { module: graph.finish(outputs, report), report: report.operators };
}
