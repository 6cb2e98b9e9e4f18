package uncrop.server.database;

import java.util.Locale;

/**
 * The databases uncrop knows. Statements are the same text on both; what differs is said here and
 * in the vendor's folder of migrations.
 */
enum Vendor {
  SQLITE,
  POSTGRESQL;

  static Vendor of(String productName) {
    for (Vendor vendor : values()) {
      if (vendor.name().equalsIgnoreCase(productName)) {
        return vendor;
      }
    }
    throw new IllegalArgumentException("Unsupported database: " + productName);
  }

  /** Where Flyway finds the migrations. */
  String migrations() {
    return "classpath:db/migration/" + name().toLowerCase(Locale.ROOT);
  }
}
