package io.sluice.connectors.secret;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import java.security.GeneralSecurityException;

/** The one algorithm for sealing: HPKE (RFC 9180) of X25519, HKDF-SHA256 and AES-256-GCM. */
final class Hpke {
    private Hpke() {}

    static Configuration configuration() {
        return HybridConfig2026.get();
    }

    static Parameters parameters() throws GeneralSecurityException {
        return HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.TINK)
                .build();
    }
}
