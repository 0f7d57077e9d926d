/** The history that a platform keeps of a database. Both reject where it keeps none, or none of that time. */
export interface PointInTime {
  /** Names the database as it is now. */
  current(): Promise<string>;
  /** Names the database as it was. Epoch ms. */
  forTime(at: number): Promise<string>;
}
