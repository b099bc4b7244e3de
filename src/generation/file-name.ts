/** Fills the file name template of an output: `{year2}`, `{period}`, values of the period and `{organisation.code}`. */
export function fileName(template: string, value: (name: string) => string | undefined): string {
  return template.replaceAll(/\{([A-Za-z0-9_.]+)\}/g, (_, name: string) => {
    const found = value(name);
    if (found === undefined) throw new Error(`The file name template names {${name}}, which is unknown.`);
    return found.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  });
}
