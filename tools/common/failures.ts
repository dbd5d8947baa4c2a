import { DiagnosticError } from '../../ir/index.js';
import type { Sources } from './sources.js';

/**
 * What a user is told about an exception: nothing for one that no input should cause. The modules
 * that define the errors are loaded here only: a tool that meets one has them already.
 */
export async function explain(
  error: unknown,
  file: string,
  sources?: Sources,
): Promise<string | undefined> {
  if (error instanceof DiagnosticError) {
    return sources ? sources.render(error.diagnostic) : `${file}: error: ${error.message}\n`;
  }
  const [driver, { InterpreterError }, { SimulatorFault }, { ObjectError }, { PipelineError }] =
    await Promise.all([
      import('../../driver/index.js'),
      import('../../interpreter/index.js'),
      import('../../simulator/index.js'),
      import('../../target/index.js'),
      import('../../pass/index.js'),
    ]);
  if (error instanceof driver.ImportError) {
    return error.reasons.map((reason) => `${file}: error: ${reason}\n`).join('');
  }
  if (error instanceof PipelineError) return error.render();
  const isForPeople = [
    driver.CutError,
    driver.EncodeError,
    driver.LoadError,
    driver.UnrunnableError,
    InterpreterError,
    SimulatorFault,
    ObjectError,
  ].some((kind) => error instanceof kind);
  return isForPeople ? `${file}: error: ${(error as Error).message}\n` : undefined;
}
