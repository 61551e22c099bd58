/** Self-signed identities, for tests only: their keys are public. The first is for 127.0.0.1. */
const pem = (kind: string, base64: string): string =>
  `-----BEGIN ${kind}-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

export const TLS_KEY = pem(
  'PRIVATE KEY',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgduqYZkpUsZl5jkZrkNbUs3tPdWzmQqTaCZoB//SKpXOhRANCAARl' +
    'p+U6SWGd0gQ5N8Yf/gAtkjhfDnRLOBHIsbYrDtHo54TmDo6DA1rhJEKHJfzfS8x6GWDsETswdUR2juZof7Ty',
);

export const TLS_CERT = pem(
  'CERTIFICATE',
  'MIIBkTCCATagAwIBAgIUUPStZUcUo3LnLgSXiwu1288lNzgwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2' +
    'MTEyNDE4NDc1MVoYDzIxMjYxMDMxMTg0NzUxWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC' +
    'AARlp+U6SWGd0gQ5N8Yf/gAtkjhfDnRLOBHIsbYrDtHo54TmDo6DA1rhJEKHJfzfS8x6GWDsETswdUR2juZof7Tyo2QwYjAdBgNV' +
    'HQ4EFgQUAXeCivAwBPuhYx5A+CE15yODVG0wHwYDVR0jBBgwFoAUAXeCivAwBPuhYx5A+CE15yODVG0wDwYDVR0TAQH/BAUwAwEB' +
    '/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0kAMEYCIQD3ESPN8id/ptngaMj/b38Dn9bFD3Ci8m+6G8hNcwGnTwIhAJFN' +
    '2gBsLJ58wafYohoh7Ww8ihR/0VPqGac4/43aqVvn',
);

/** For push.test and its subdomains, which lead nowhere. */
export const NAMED_TLS_KEY = pem(
  'PRIVATE KEY',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg9KQ9gkrpMbsG0wXaoh+uhIPS4AvaAm1GnbR6PL8ssdehRANCAAQCgoLz' +
    'UqkPaUnwWgkyjz/I3D0DEpPS1KZxS2XxDbtelr50leUn4kEPy5lKYGd4hIH582nD0afX1Bk4uOoEYJm0',
);

export const NAMED_TLS_CERT = pem(
  'CERTIFICATE',
  'MIIBoTCCAUigAwIBAgIUE+YDGhuv39LLCIli2zDlfjanZ0swCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJcHVzaC50ZXN0MCAXDTI2MTIw' +
    'MTAzNDM1MVoYDzIxMjYxMTA3MDM0MzUxWjAUMRIwEAYDVQQDDAlwdXNoLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQCgoLz' +
    'UqkPaUnwWgkyjz/I3D0DEpPS1KZxS2XxDbtelr50leUn4kEPy5lKYGd4hIH582nD0afX1Bk4uOoEYJm0o3YwdDAdBgNVHQ4EFgQUqmK2' +
    'inaGLux4F4Q5P/OK3zt52CEwHwYDVR0jBBgwFoAUqmK2inaGLux4F4Q5P/OK3zt52CEwDwYDVR0TAQH/BAUwAwEB/zAhBgNVHREEGjAY' +
    'gglwdXNoLnRlc3SCCyoucHVzaC50ZXN0MAoGCCqGSM49BAMCA0cAMEQCICgRV0BSeqkEe7pwzrYmwfWFIjC0ZVWdmxlpbvcY9lD2AiBc' +
    'UDxv5wTZWUBc7jcaCftg2hkfifAXbVAAnuXdgvP+MA==',
);
