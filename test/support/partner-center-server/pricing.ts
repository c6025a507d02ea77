/** Amounts are before taxation, as numbers; the extended price is of the quantity over the whole term. */
export const pricing = (price: number, times: number) => ({
  listPrice: price,
  discountedPrice: price,
  proratedPrice: price,
  price,
  extendedPrice: Number((price * times).toFixed(3)),
})
