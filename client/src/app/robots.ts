import type { MetadataRoute } from 'next';
import { headers } from 'next/headers';

import { shopAddress } from '@/lib/server/shop-address';

/** The pages of an account show nothing without a sign-in. */
const privatePages = ['/account', '/api/', '/door', '/offline', '/orders'];
const sellersPages = ['/tickets/doors', '/tickets/mine', '/tickets/sales'];

export default async function robots(): Promise<MetadataRoute.Robots> {
  const address = shopAddress(await headers());
  return {
    rules: { userAgent: '*', allow: '/', disallow: [...privatePages, ...sellersPages] },
    ...(address && { sitemap: `${address}/sitemap.xml` }),
  };
}
