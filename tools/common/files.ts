import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ToolIO } from '../tool-io.js';
import { ToolError } from './options.js';

/** Numbers the temporary files of this process. */
let partCount = 0;

/** What the operating system said, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EFBIG: 'the file is too large',
  EISDIR: 'it is a folder',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ERR_FS_FILE_TOO_LARGE: 'the file is larger than 2 GiB',
};

export function systemReason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

/** The bytes of a file, `-` for standard input. Throws ToolError. */
export async function readInput(io: ToolIO, file: string): Promise<Uint8Array> {
  if (file !== '-') return readFile(io, file);
  try {
    return await io.stdin();
  } catch (error) {
    throw new ToolError(`cannot read standard input: ${systemReason(error)}`);
  }
}

/** The bytes of a file. Throws ToolError. */
export function readFile(io: ToolIO, file: string): Uint8Array {
  try {
    return readFileSync(resolve(io.cwd, file));
  } catch (error) {
    throw new ToolError(`cannot open input file '${file}': ${systemReason(error)}`);
  }
}

/** The name of an input in messages. */
export const inputName = (file: string): string => (file === '-' ? '<stdin>' : file);

/** Writes a file whole or not at all; no path, or `-`: standard output. Throws ToolError. */
export function writeOutput(io: ToolIO, file: string | undefined, data: string | Uint8Array): void {
  const output = new Output(io, file);
  try {
    output.write(data);
    output.end();
  } finally {
    output.abandon();
  }
}

/**
 * A file that is written piece by piece, and is there whole at `end` or not at all: until then it
 * has another name, so that a reader never sees half of it. No path, or `-`: standard output.
 * Errors of the system are ToolErrors.
 */
export class Output {
  private readonly io: ToolIO;
  private readonly file: string | undefined;
  private open: { readonly fd: number; readonly path: string; readonly target: string } | undefined;

  constructor(io: ToolIO, file: string | undefined) {
    this.io = io;
    this.file = file === '-' ? undefined : file;
  }

  write(piece: string | Uint8Array): void {
    if (this.file === undefined) {
      this.io.stdout(piece);
      return;
    }
    this.orSay(() => {
      this.open ??= this.opened(this.file!);
      writeFileSync(this.open.fd, piece);
    });
  }

  /** All was written. */
  end(): void {
    if (this.file === undefined) return;
    this.orSay(() => {
      const { fd, path, target } = this.open ?? this.opened(this.file!);
      this.open = undefined;
      try {
        closeSync(fd);
        if (path !== target) renameSync(path, target);
      } catch (error) {
        if (path !== target) removeQuietly(path);
        throw error;
      }
    });
  }

  /** What was written is not to be seen; nothing when it ended. */
  abandon(): void {
    if (!this.open) return;
    const { fd, path, target } = this.open;
    this.open = undefined;
    closeSync(fd);
    if (path !== target) removeQuietly(path);
  }

  private opened(file: string): { fd: number; path: string; target: string } {
    const target = targetOf(resolve(this.io.cwd, file));
    // A name of its own: the target's may be as long as a name can be.
    const path = target.isRegular
      ? join(dirname(target.path), `.npu-part-${process.pid}-${partCount++}`)
      : target.path;
    return { fd: openSync(path, 'w'), path, target: target.path };
  }

  private orSay(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.abandon();
      throw new ToolError(`cannot write '${this.file}': ${systemReason(error)}`);
    }
  }
}

/** Where a path leads: a link is followed, a device is written to as it stands. */
function targetOf(path: string): { readonly path: string; readonly isRegular: boolean } {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return { path, isRegular: true };
  return { path: realpathSync(path), isRegular: found.isFile() || found.isDirectory() };
}

/** Makes a folder and those above it, where there is none. Throws ToolError. */
export function makeFolder(io: ToolIO, folder: string): void {
  // Not `recursive`: below /proc, Node 20 then tries for ever.
  const make = (path: string): void => {
    if (existsSync(path)) return;
    if (dirname(path) !== path) make(dirname(path));
    mkdirSync(path);
  };
  try {
    make(resolve(io.cwd, folder));
  } catch (error) {
    throw new ToolError(`cannot make the folder '${folder}': ${systemReason(error)}`);
  }
}

/** Removes what may be there; the error that led here is the one to tell. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}
