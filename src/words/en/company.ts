/** Follows something that belongs to a company; empty where the company's name is unknown. */
export const ofCompany = (company: string): string => (company === '' ? '' : ` of ${company}`);
