/** After what belongs to a company; nothing where its name is not known. */
export const ofCompany = (company: string): string => (company === '' ? '' : ` of ${company}`);
