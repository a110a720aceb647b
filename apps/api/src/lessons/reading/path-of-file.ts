/** As it is kept: without `./`, composed as names are. */
export const pathOfFile = (file: string): string => file.replace(/^(\.\/)+/, '').normalize('NFC');
