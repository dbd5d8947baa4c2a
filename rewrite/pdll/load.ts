import { dirname, join, resolve } from 'node:path';
import { DiagnosticError } from '../../ir/index.js';
import type { Decl } from './ast.js';
import { parseItems } from './parse.js';
import { failAt, type Source } from './source.js';

/** Finds included files. */
export interface IncludeReader {
  /** The text of a file, or undefined when there is none. */
  read(path: string): string | undefined;
  /** Folders of `-I`, after the one of the including file. */
  readonly folders: readonly string[];
}

export interface LoadedRules {
  /** Declarations of the file and of what it includes, each before its use. */
  readonly decls: readonly Decl[];
  /** `.td` files it includes. */
  readonly specFiles: readonly string[];
  /** Every file read, for the error messages. */
  readonly sources: readonly Source[];
  /** The syntax error that ended the reading: mistakes in what stands before it are told first. */
  readonly error: DiagnosticError | undefined;
}

/** Reads a file of rules, up to a syntax error, and, each once, the `.pdll` files it includes. */
export function loadPdll(source: Source, reader: IncludeReader): LoadedRules {
  const decls: Decl[] = [];
  const specFiles: string[] = [];
  const sources: Source[] = [];
  const seen = new Set<string>([resolve(source.file)]);
  const visit = (at: Source): void => {
    sources.push(at);
    for (const item of parseItems(at)) {
      if (item.kind !== 'include') {
        decls.push(item);
        continue;
      }
      const found = find(reader, at, item.path);
      if (!found) failAt(item.span, `unable to open include file \`${item.path}\``);
      const key = resolve(found.file);
      if (seen.has(key)) continue;
      seen.add(key);
      if (item.path.endsWith('.td')) specFiles.push(found.file);
      else visit(found);
    }
  };
  try {
    visit(source);
    return { decls, specFiles, sources, error: undefined };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { decls, specFiles, sources, error };
  }
}

function find(reader: IncludeReader, from: Source, path: string): Source | undefined {
  for (const folder of [dirname(from.file), ...reader.folders]) {
    const file = join(folder, path);
    const text = reader.read(file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}
