import { DefaultNamingStrategy } from 'typeorm';

/** Tables and columns in the way of SQL (`issued_at`), so that nobody has to quote a name in a query of their own. */
export class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, customName?: string): string {
    return customName ?? snake(className);
  }

  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    return [...prefixes, propertyName]
      .map(snake)
      .slice(0, customName ? -1 : undefined)
      .concat(customName ?? [])
      .join('_');
  }

  override relationName(propertyName: string): string {
    return snake(propertyName);
  }

  override joinColumnName(relationName: string, referencedColumnName: string): string {
    return `${snake(relationName)}_${snake(referencedColumnName)}`;
  }
}

function snake(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
