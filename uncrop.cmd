@echo off
rem Finds a JDK 25, builds uncrop once (and again when its sources change), and runs it.
rem
rem   UNCROP_JAVA_HOME   the JDK to use, before JAVA_HOME, PATH and the usual folders
rem   UNCROP_JAVA_OPTS   more options for Java, such as -Xmx4g
rem   UNCROP_NATIVES     gpu to build with libtorch for CUDA, cpu to go back; else as it was built last
rem
rem Exit code 3: there is no JDK 25, or the build failed. All others are those of uncrop itself.
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\app\target\uncrop.jar"
set "CACHE=%HOME_DIR%\app\target\uncrop.aot"
rem The server has a cache of its own: all that is in one is loaded at once, also for who needs little.
if "%~1"=="serve" set "CACHE=%HOME_DIR%\app\target\uncrop-serve.aot"
set "WORK=%HOME_DIR%\target\launcher"
set "JDK="
set "BUILT_WITH=%HOME_DIR%\app\target\natives"
set "BUILT_NATIVES=cpu"
if exist "%BUILT_WITH%" set /p BUILT_NATIVES=<"%BUILT_WITH%"
set "NATIVES=%UNCROP_NATIVES%"
if not defined NATIVES set "NATIVES=%BUILT_NATIVES%"
if not "%NATIVES%"=="cpu" if not "%NATIVES%"=="gpu" (
  echo uncrop: UNCROP_NATIVES=%NATIVES%: must be gpu or cpu>&2
  exit /b 3
)

if defined UNCROP_JAVA_HOME (
  call :accept "%UNCROP_JAVA_HOME%"
  if not defined JDK (
    echo uncrop: UNCROP_JAVA_HOME=%UNCROP_JAVA_HOME% is no JDK 25 or newer>&2
    exit /b 3
  )
)
if not defined JDK if defined JAVA_HOME call :accept "%JAVA_HOME%"
if not defined JDK for /f "delims=" %%J in ('where java 2^>nul') do call :accept "%%~dpJ.."
if not defined JDK for %%F in (
  "%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft"
  "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft"
  "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps"
) do for /d %%D in ("%%~F\*") do call :accept "%%~D"
if not defined JDK (
  echo uncrop: needs a JDK 25 or newer, and found none in JAVA_HOME, PATH or the usual folders>&2
  echo Get one from https://adoptium.net/temurin/releases/?version=25>&2
  echo or with: winget install EclipseAdoptium.Temurin.25.JDK>&2
  echo or say where it is: set UNCROP_JAVA_HOME=C:\path\to\jdk-25>&2
  exit /b 3
)

set "OPTIONS=-Xlog:disable -XX:+UseSerialGC -XX:MaxRAMPercentage=60"
set "OPTIONS=%OPTIONS% --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true"

set "STALE=1"
if exist "%JAR%" for /f %%S in ('powershell -NoProfile -Command "$b=(Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; $s=@(Get-ChildItem -Path ($env:HOME_DIR+'\pom.xml'),($env:HOME_DIR+'\*\pom.xml')) + @(Get-ChildItem -Recurse -Path ($env:HOME_DIR+'\*\src\main')); [int](($s ^| Where-Object { $_.LastWriteTimeUtc -gt $b }).Count -gt 0)"') do set "STALE=%%S"
if not "%NATIVES%"=="%BUILT_NATIVES%" set "STALE=1"
if "%STALE%"=="0" goto train

if not exist "%WORK%" mkdir "%WORK%"
echo uncrop: building, once, about a minute ...>&2
pushd "%HOME_DIR%"
set "OLD_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
call mvnw.cmd -q -B -Dmaven.test.skip=true "-Dnatives=%NATIVES%" package >"%WORK%\build.log" 2>&1 <nul
set "BUILT=%ERRORLEVEL%"
set "JAVA_HOME=%OLD_JAVA_HOME%"
popd
if not "%BUILT%"=="0" (
  findstr /b /c:"[ERROR]" "%WORK%\build.log">&2
  echo uncrop: the build failed; the whole log is in %WORK%\build.log>&2
  exit /b 3
)
>"%BUILT_WITH%" echo %NATIVES%
del /q "%HOME_DIR%\app\target\uncrop*.aot" 2>nul
:train
if exist "%CACHE%" goto run
if not exist "%WORK%" mkdir "%WORK%"
echo uncrop: preparing a faster start, once ...>&2
if exist "%WORK%\training" rmdir /s /q "%WORK%\training"
if "%~1"=="serve" (
  call :rehearse_server >"%WORK%\training.log" 2>&1 <nul
) else (
  "%JDK%\bin\java" %OPTIONS% "-XX:AOTCacheOutput=%CACHE%" -jar "%JAR%" extend "%HOME_DIR%\examples\black-canyon.jpg" "%HOME_DIR%\examples\coffee.png" --left 12%% --right 12%% --seed 1 -o "%WORK%\training" >"%WORK%\training.log" 2>&1 <nul
)
if exist "%WORK%\training" rmdir /s /q "%WORK%\training"

:run
"%JDK%\bin\java" "-XX:AOTCache=%CACHE%" %OPTIONS% %UNCROP_JAVA_OPTS% "-Duncrop.home=%HOME_DIR%" -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem On files of its own, whatever the settings of this call are.
:rehearse_server
setlocal
for /f "delims==" %%V in ('set UNCROP_ 2^>nul') do set "%%V="
set "UNCROP_ENGINE=pad"
"%JDK%\bin\java" %OPTIONS% "-XX:AOTCacheOutput=%CACHE%" -jar "%JAR%" serve --port 0 --data "%WORK%\training\data" --rehearse "%HOME_DIR%\examples\coffee.png"
exit /b

rem Sets JDK to %1 if that is a JDK 25 or newer and none is set yet.
:accept
if defined JDK exit /b
if not exist "%~1\bin\javac.exe" exit /b
if not exist "%~1\release" exit /b
set "MAJOR="
for /f "tokens=2 delims==.-" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "MAJOR=%%~V"
if not defined MAJOR exit /b
set "MAJOR=%MAJOR:"=%"
if %MAJOR% GEQ 25 set "JDK=%~f1"
exit /b
