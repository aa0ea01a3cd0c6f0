import java.io.FileInputStream;
import java.security.KeyStore;
import java.util.Base64;

/** Prints the private key of a PKCS12 key store as PEM (PKCS 8), which keytool itself does not: KeyToPem STORE PASSWORD ALIAS. */
class KeyToPem {
  public static void main(String[] arguments) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    var password = arguments[1].toCharArray();
    try (var file = new FileInputStream(arguments[0])) {
      store.load(file, password);
    }
    var key = store.getKey(arguments[2], password).getEncoded();
    System.out.println("-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {10}).encodeToString(key) + "\n-----END PRIVATE KEY-----");
  }
}
