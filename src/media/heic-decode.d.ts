/** heic-decode has no types of its own. */
declare module 'heic-decode' {
  interface HeicImage {
    readonly width: number;
    readonly height: number;
    /** The pixels, RGBA. */
    decode(): Promise<{
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray;
    }>;
  }
  /** Both throw for input that is no HEIC. */
  const decode: {
    all(options: { readonly buffer: Uint8Array }): Promise<readonly HeicImage[]>;
  };
  export default decode;
}
