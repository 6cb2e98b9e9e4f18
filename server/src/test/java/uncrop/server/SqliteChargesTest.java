package uncrop.server;

class SqliteChargesTest extends ChargesContract {
  @Override
  String database() {
    return "";
  }
}
