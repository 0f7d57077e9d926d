/** Of src/assets/style.css. Written by `npm run docs`. */
export const STYLE_DIGEST = 'fbaf8008e78b5ad8';
